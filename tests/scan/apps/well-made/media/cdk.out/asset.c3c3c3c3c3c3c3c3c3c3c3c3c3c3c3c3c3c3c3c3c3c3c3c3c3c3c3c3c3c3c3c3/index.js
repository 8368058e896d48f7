"use strict";

const HOSTS = new Set(["images.example.org", "static.example.org"]);
const LARGEST = 2_000_000;

/** The address, if it is one that may be fetched. */
function allowed(text) {
  const address = new URL(text);
  if (address.protocol !== "https:" || !HOSTS.has(address.hostname)) {
    throw new RangeError("not one of our hosts");
  }
  return address;
}

exports.handler = async (event) => {
  let address;
  try {
    address = allowed(event.queryStringParameters?.from ?? "");
  } catch {
    return { statusCode: 400, body: "no such picture" };
  }
  const answer = await fetch(address, { redirect: "error", signal: AbortSignal.timeout(3000) });
  const bytes = Buffer.from(await answer.arrayBuffer());
  if (!answer.ok || bytes.length > LARGEST) {
    return { statusCode: 502, body: "" };
  }
  return { statusCode: 200, headers: { "content-type": "image/png" }, body: bytes.toString("base64"), isBase64Encoded: true };
};
