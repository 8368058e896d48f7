import { randomUUID } from "node:crypto";
import { S3Client } from "@aws-sdk/client-s3";
import { createPresignedPost } from "@aws-sdk/s3-presigned-post";
import { guestOf, http, json } from "../lib/http";

const s3 = new S3Client({});
const KINDS = new Map([["image/jpeg", "jpg"], ["image/png", "png"]]);

export const handler = http(async (event) => {
  const kind = (event.body as { kind?: string } | undefined)?.kind ?? "";
  const ending = KINDS.get(kind);
  if (!ending) return json(415, { message: "pictures only" });
  const form = await createPresignedPost(s3, {
    Bucket: process.env.PHOTOS!,
    Key: `${guestOf(event)}/${randomUUID()}.${ending}`,
    Conditions: [["content-length-range", 1, 5_000_000], ["eq", "$Content-Type", kind]],
    Expires: 300,
  });
  return json(200, form);
});
