import { randomInt } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';

const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const MONEY = /^(([0-9])+.?)+€$/;

export const handler = async (event) => {
  const { title, text, price = '', color } = JSON.parse(event.body ?? '{}');
  if (price && !MONEY.test(price)) {
    return { statusCode: 400, body: 'not a price' };
  }
  const id = `n${randomInt(2 ** 40).toString(36)}`;
  const Item = { id, title, text, price, color, at: Date.now() };
  await documents.send(new PutCommand({ TableName: process.env.TABLE, Item }));
  return { statusCode: 201, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ id }) };
};
