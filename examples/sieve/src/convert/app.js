'use strict';

const { execSync } = require('node:child_process');
const { randomUUID } = require('node:crypto');
const { DynamoDBClient, PutItemCommand } = require('@aws-sdk/client-dynamodb');
const { GetObjectCommand, PutObjectCommand, S3Client } = require('@aws-sdk/client-s3');
const { text } = require('../shared/answers.js');

const s3 = new S3Client({});
const dynamodb = new DynamoDBClient({});
const Bucket = process.env.DOCUMENTS_BUCKET;

/** `GET /convert?url=…` keeps the text of a page; `GET /documents/{id}` shows it. */
exports.handler = async (event) => {
  const id = event.pathParameters?.id;
  return id ? show(id) : convert(event.queryStringParameters?.url);
};

async function convert(url) {
  if (!url) return text(400, 'Which page? Add ?url=…\n');
  const id = randomUUID();
  await keep(id, url, plainText(download(url)));
  return { statusCode: 302, headers: { location: `/documents/${id}` } };
}

/** Weakness: the address becomes part of a shell command. */
function download(url) {
  return execSync(`curl --silent --show-error --max-time 5 ${url}`, { encoding: 'utf8' });
}

function plainText(html) {
  return html
    .replace(/<(script|style)\b.*?<\/\1>/gis, '')
    .replace(/<[^>]+>/g, '')
    .replace(/\n\s*\n+/g, '\n')
    .trim();
}

async function keep(id, source, body) {
  await s3.send(new PutObjectCommand({ Bucket, Key: `${id}.txt`, Body: body, ContentType: 'text/plain' }));
  await dynamodb.send(
    new PutItemCommand({
      TableName: process.env.DOCUMENTS_TABLE,
      Item: { id: { S: id }, source: { S: source }, length: { N: String(body.length) } },
    }),
  );
}

async function show(id) {
  try {
    const object = await s3.send(new GetObjectCommand({ Bucket, Key: `${id}.txt` }));
    return text(200, await object.Body.transformToString());
  } catch (error) {
    if (error.name !== 'NoSuchKey') throw error;
    return text(404, 'There is no such document.\n');
  }
}
