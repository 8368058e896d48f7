import { z } from "zod";

export const Booking = z
  .object({
    room: z.string().uuid(),
    from: z.string().date(),
    nights: z.number().int().min(1).max(30),
    note: z.string().max(500).optional(),
  })
  .strict();

export const Search = z.object({
  city: z.string().max(60).default(""),
  beds: z.coerce.number().int().min(1).max(8).default(1),
  sort: z.enum(["price", "name"]).default("price"),
});

export type Booking = z.infer<typeof Booking>;
