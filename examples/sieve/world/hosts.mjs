// The hosts around the app, each an address of its own on the loopback interface.
import http from 'node:http';

export const WEB = '127.0.0.2';
export const METADATA = '127.0.0.3';
export const ATTACKER = '127.0.0.4';
export const ADMIN = '127.0.0.5';

/** Starts all hosts on one port, a free one if `port` is 0, so that a name can move between them. */
export async function startHosts(port, loot) {
  const seen = { attacker: [], admin: [] };
  const web = await listen(publicWeb(), WEB, port);
  const shared = web.address().port;
  await Promise.all([
    listen(metadata(loot), METADATA, shared),
    listen(recorder(seen.attacker, 'thank you\n'), ATTACKER, shared),
    listen(recorder(seen.admin, `${loot.adminConsole}\n`), ADMIN, shared),
  ]);
  return {
    port: shared,
    /** What reached the attacker's host or the internal console since the last reset, as text. */
    received: (host) => seen[host].join('\n'),
    reset: () => Object.values(seen).forEach((list) => list.splice(0)),
  };
}

/** Pages anybody may read, one of which sends its visitor elsewhere. */
function publicWeb() {
  const pages = {
    '/articles/tea': '<html><head><title>Tea</title></head><body><h1>Tea</h1><p>Steep for three minutes.</p></body></html>',
    '/pictures/teapot.svg': '<svg xmlns="http://www.w3.org/2000/svg"><title>A teapot</title></svg>',
    '/feed.xml': '<rss><channel><title>Offers of the week</title></channel></rss>',
    '/orders': 'noted',
  };
  return (request, response) => {
    const { pathname, searchParams } = new URL(request.url, 'http://web');
    request.resume();
    if (pathname === '/moved') return response.writeHead(302, { location: searchParams.get('to') }).end();
    const page = pages[pathname];
    response.writeHead(page ? 200 : 404, { 'content-type': 'text/html' }).end(page ?? 'not found');
  };
}

/** What a cloud's metadata service answers a machine that asks for its credentials. */
function metadata(loot) {
  const folder = '/latest/meta-data/iam/security-credentials/';
  const credentials = {
    Code: 'Success',
    AccessKeyId: 'sieve-metadata',
    SecretAccessKey: loot.metadataSecret,
    Expiration: '2030-01-01T00:00:00Z',
  };
  return (request, response) => {
    request.resume();
    if (request.url === folder) return response.end('sieve-role');
    if (request.url === `${folder}sieve-role`) return response.end(JSON.stringify(credentials, null, 1));
    response.writeHead(404).end('not found');
  };
}

/** Keeps what it is sent, and answers with a text. */
function recorder(seen, answer) {
  return async (request, response) => {
    let body = '';
    request.setEncoding('utf8');
    for await (const piece of request) if (body.length < 100_000) body += piece;
    seen.push(`${request.method} ${decoded(request.url)}\n${body}`);
    response.end(answer);
  };
}

function decoded(url) {
  try {
    return decodeURIComponent(url.replaceAll('+', ' '));
  } catch {
    return url;
  }
}

function listen(handler, address, port) {
  return new Promise((resolve, reject) => {
    const server = http.createServer(handler);
    server.once('error', reject);
    server.listen(port, address, () => resolve(server));
  });
}
