// Everything around the app that is not the app: hosts, names, database, bucket, table and files.
//
//     node world/main.mjs --aws http://127.0.0.1:8701 --data /tmp/sieve-data [--port 8702] [--environment FILE]
//
// Prints one line of JSON when it is ready, and ends with its standard input or on Ctrl-C.
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { resetCloud, upload } from './cloud.mjs';
import { startDatabase } from './database.mjs';
import { content, resetFiles } from './files.mjs';
import { ADMIN, ATTACKER, METADATA, startHosts, WEB } from './hosts.mjs';
import { startNames } from './names.mjs';

const { values: options } = parseArgs({
  options: {
    aws: { type: 'string', default: 'http://127.0.0.1:8701' },
    data: { type: 'string', default: '/tmp/sieve-data' },
    port: { type: 'string', default: '8702' },
    environment: { type: 'string' },
  },
});

process.on('uncaughtException', (error) => {
  console.error(`the world around the app ended: ${error.message}${error.cause ? `: ${error.cause.message}` : ''}`);
  process.exit(1);
});

// Functions inherit the variables of the shell that they are started from. Whatever those say of proxies and of accounts
// must not lead anything away from this machine.
const ISOLATION = {
  NO_PROXY: '*',
  no_proxy: '*',
  AWS_PROFILE: '',
  AWS_SESSION_TOKEN: '',
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  AWS_EC2_METADATA_DISABLED: 'true',
};
Object.assign(process.env, ISOLATION);

// New at every start, so that whoever shows one of them has really taken it.
const loot = Object.fromEntries(
  ['paymentKey', 'apiToken', 'adminPassword', 'adminSession', 'adminConsole', 'metadataSecret', 'awsSecret'].map((name) => [
    name,
    `${name}-${randomBytes(4).toString('hex')}`,
  ]),
);

const [database, names, hosts] = await Promise.all([
  startDatabase(),
  startNames(),
  startHosts(Number(options.port), loot),
]);
const host = (address) => `${address}:${hosts.port}`;
const variables = {
  AWS_ENDPOINT_URL: options.aws,
  AWS_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'sieve',
  AWS_SECRET_ACCESS_KEY: loot.awsSecret,
  DATABASE_URL: database.url,
  DATA_DIR: options.data,
  DNS_SERVER: names.server,
  CDN_HOST: host(WEB),
  METADATA_ADDRESS: METADATA,
  DOCUMENTS_BUCKET: 'sieve-documents',
  DOCUMENTS_TABLE: 'sieve-documents',
  // The public hosts of this small world; the others stay internal.
  BUCKLER_ALLOWED_HOSTS: `${host(WEB)},${host(ATTACKER)}`,
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  ...ISOLATION,
  AWS_ENDPOINT_URL_S3: options.aws,
  AWS_ENDPOINT_URL_DYNAMODB: options.aws,
};

await reset();
if (options.environment) {
  const lines = Object.entries(variables).map(([name, value]) => `${name}=${value}\n`);
  fs.writeFileSync(options.environment, lines.join(''));
}
const control = await startControl();
console.log(
  JSON.stringify({
    control,
    environment: variables,
    hosts: { web: host(WEB), metadata: host(METADATA), attacker: host(ATTACKER), admin: host(ADMIN), port: String(hosts.port) },
    loot,
  }),
);
process.stdin.resume().on('end', () => process.exit(0));

async function reset() {
  hosts.reset();
  names.reset();
  resetFiles(options.data, loot);
  await Promise.all([database.reset(loot), resetCloud(variables)]);
}

/** Lets the demo put things back and look at what an attack did. */
function startControl() {
  const server = http.createServer(async (request, response) => {
    try {
      const { pathname, searchParams } = new URL(request.url, 'http://control');
      response.end(await answer(pathname, searchParams, request));
    } catch (error) {
      response.writeHead(500).end(String(error.message));
    }
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${server.address().port}`));
  });
}

async function answer(pathname, parameters, request) {
  switch (pathname) {
    case '/reset':
      await reset();
      return 'done';
    case '/received':
      return hosts.received(parameters.get('host'));
    case '/file':
      return content(options.data, parameters.get('name'));
    case '/sql':
      return JSON.stringify(await database.rows(await text(request)));
    case '/upload':
      await upload(variables, parameters.get('key'), await text(request));
      return 'done';
    default:
      throw new Error(`no such question: ${pathname}`);
  }
}
