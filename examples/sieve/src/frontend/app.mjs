import { readFileSync } from 'node:fs';

const page = readFileSync(new URL('page.html', import.meta.url), 'utf8');

/** The site's only page. */
export const handler = async () => ({
  statusCode: 200,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: page,
});
