// A name server for the two names of the demo. One of them changes its mind.
import dgram from 'node:dgram';
import { METADATA, WEB } from './hosts.mjs';

const A = 1;
const IN = 1;

/** Starts the server on a free port of 127.0.0.1. */
export async function startNames() {
  let turn = 0;
  const zone = {
    'feeds.sieve.test': () => WEB,
    // Public when the app checks it, internal when the app connects.
    'rebind.sieve.test': () => (turn++ % 2 === 0 ? WEB : METADATA),
  };
  const socket = dgram.createSocket('udp4');
  socket.on('message', (query, peer) => {
    const reply = answer(query, zone);
    if (reply) socket.send(reply, peer.port, peer.address);
  });
  await new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.bind(0, '127.0.0.1', resolve);
  });
  return { server: `127.0.0.1:${socket.address().port}`, reset: () => (turn = 0) };
}

/** One question in, its answer out (RFC 1035, section 4); nothing for what is not a question. */
function answer(query, zone) {
  if (query.length < 17) return undefined;
  const { name, end } = question(query);
  if (end + 4 > query.length) return undefined;
  const address = query.readUInt16BE(end) === A ? zone[name]?.() : undefined;
  const header = Buffer.alloc(12);
  query.copy(header, 0, 0, 2);
  header.writeUInt16BE(name in zone ? 0x8580 : 0x8583, 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(address ? 1 : 0, 6);
  return Buffer.concat([header, query.subarray(12, end + 4), address ? record(address) : Buffer.alloc(0)]);
}

function question(query) {
  const labels = [];
  let at = 12;
  while (at < query.length && query[at] !== 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + query[at]));
    at += 1 + query[at];
  }
  return { name: labels.join('.').toLowerCase(), end: at + 1 };
}

/** An address that may be kept for no time at all, for the name at offset 12. */
function record(address) {
  const bytes = Buffer.alloc(16);
  bytes.writeUInt16BE(0xc00c, 0);
  bytes.writeUInt16BE(A, 2);
  bytes.writeUInt16BE(IN, 4);
  bytes.writeUInt16BE(4, 10);
  address.split('.').forEach((part, index) => bytes.writeUInt8(Number(part), 12 + index));
  return bytes;
}
