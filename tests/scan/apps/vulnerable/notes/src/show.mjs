import { readFile } from 'node:fs/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';

const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const THEMES = { light: '#fff', dark: '#222' };

const escaped = (text) =>
  String(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

export const handler = async ({ pathParameters, queryStringParameters: query = {} }) => {
  const { Item: note } = await documents.send(
    new GetCommand({ TableName: process.env.TABLE, Key: { id: pathParameters.id } }),
  );
  if (!note) return { statusCode: 404, body: JSON.stringify({ missing: pathParameters.id }) };
  const skin = await readFile(new URL(`./skins/${query.skin ?? 'plain'}.css`, import.meta.url), 'utf8');
  return {
    statusCode: 200,
    headers: { 'content-type': 'text/html', 'x-note-color': note.color, 'cache-control': `max-age=${Number(query.age) || 60}` },
    body: `<style>${skin}</style>
      <body style="background:${THEMES[query.theme] ?? THEMES.light}">
      <h1>${escaped(note.title)}</h1>
      <article>${note.text}</article></body>`,
  };
};
