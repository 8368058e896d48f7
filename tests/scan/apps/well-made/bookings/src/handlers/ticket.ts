import { guestOf, http, json } from "../lib/http";
import { html } from "../lib/html";
import { get } from "../lib/store";

export const handler = http(async (event) => {
  const booking = await get(guestOf(event), event.pathParameters?.id ?? "");
  if (!booking) return json(404, { message: "no such booking" });
  const again = event.queryStringParameters?.print === "1" ? "?print=0" : "?print=1";
  return {
    statusCode: 200,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'",
      "set-cookie": "seen=1; Secure; HttpOnly; SameSite=Strict; Path=/",
    },
    body: html`<!doctype html><h1>Booking ${booking.id}</h1><p>${booking.note}</p><a href="${again}">print</a>`,
  };
});
