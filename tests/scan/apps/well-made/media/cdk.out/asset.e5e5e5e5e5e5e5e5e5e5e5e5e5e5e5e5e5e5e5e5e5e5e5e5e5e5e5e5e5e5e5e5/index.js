"use strict";

const { execFile } = require("node:child_process");
const { mkdtemp, readFile, rm, writeFile } = require("node:fs/promises");
const { tmpdir } = require("node:os");
const path = require("node:path");
const { promisify } = require("node:util");
const { randomUUID } = require("node:crypto");
const { PutObjectCommand, S3Client } = require("@aws-sdk/client-s3");

const run = promisify(execFile);
const s3 = new S3Client({});
const FORMATS = ["png", "webp"];

exports.handler = async (event) => {
  const format = event.queryStringParameters?.format;
  if (!FORMATS.includes(format)) {
    return { statusCode: 400, body: "png or webp" };
  }
  const width = Math.min(Number.parseInt(event.queryStringParameters.width, 10) || 640, 2000);
  const folder = await mkdtemp(path.join(tmpdir(), "convert-"));
  try {
    const source = path.join(folder, "source");
    const target = path.join(folder, `target.${format}`);
    await writeFile(source, Buffer.from(event.body, "base64"));
    await run("convert", [source, "-resize", `${width}x`, target], { timeout: 10_000 });
    const Key = `${event.requestContext.authorizer.jwt.claims.sub}/${randomUUID()}.${format}`;
    await s3.send(new PutObjectCommand({ Bucket: process.env.RAW, Key, Body: await readFile(target) }));
    return { statusCode: 201, headers: { "content-type": "application/json" }, body: JSON.stringify({ key: Key }) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
