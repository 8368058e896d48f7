import { randomUUID } from "node:crypto";
import { guestOf, http, json } from "../lib/http";
import { logger } from "../lib/log";
import { Booking } from "../lib/schemas";
import * as store from "../lib/store";

export const handler = http(async (event) => {
  const parsed = Booking.safeParse(event.body);
  if (!parsed.success) {
    return json(400, { message: "not a booking", fields: parsed.error.issues.map((issue) => issue.path.join(".")) });
  }
  const price = await store.roomPrice(parsed.data.room);
  if (price === undefined) {
    return json(404, { message: "no such room" });
  }
  const booking = { ...parsed.data, guest: guestOf(event), id: randomUUID(), price: price * parsed.data.nights };
  await store.put(booking);
  logger.info("booked", { id: booking.id, nights: booking.nights });
  return json(201, { id: booking.id, price: booking.price });
});
