import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const TEXTS = fileURLToPath(new URL('texts', import.meta.url));

/** `GET /notes?name=…` */
export const handler = async (event) => {
  try {
    // Vulnerable: the name may climb out of the folder.
    return { statusCode: 200, body: await readFile(path.join(TEXTS, event.queryStringParameters.name), 'utf8') };
  } catch {
    return { statusCode: 404, body: 'no such note' };
  }
};
