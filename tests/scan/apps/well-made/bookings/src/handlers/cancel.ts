import { guestOf, http, json } from "../lib/http";
import { remove } from "../lib/store";

export const handler = http(async (event) => {
  const id = event.pathParameters?.id;
  if (!id) return json(400, { message: "which one?" });
  await remove(guestOf(event), id);
  return { statusCode: 204 };
});
