// SQL on its way to a server, below every driver: bundling a driver changes its package, not its protocol.
//
// A connection is recognized by the first bytes that the client sends; from then on its messages are followed. One
// that turns to TLS is followed inside it, where the bytes are plain again.

import { Dialect } from "../addon";
import { subject } from "../context";
import { type BlockedError, expectError, judgeSql, sink } from "../judge";
import { type Binding, binding, hook } from "./binding";

const EACCES = -13;
/** More than this of one message is not kept: it is judged as far as it came. */
const MOST_KEPT = 1 << 20;

/** What is known of a connection. */
interface Followed {
  /** Takes the statements out of what is written. */
  statements: (connection: Followed, bytes: Buffer) => string[];
  dialect: Dialect;
  sink: number;
  /** The beginning of a message whose end was not written yet. */
  rest: Buffer;
}

/** Where a connection's state is kept. `null`: it speaks something else. */
const STATE = Symbol("buckler.wire");
type Handle = Record<typeof STATE, Followed | null | undefined>;

let postgres = 0;
let mysql = 0;

/** Puts the hooks in. */
export function hookStreams(tcp: Binding): void {
  postgres = sink("sql", "postgres");
  mysql = sink("sql", "mysql");
  const { prototype } = tcp["TCP"] as { prototype: object };
  hookWrites(Object.getPrototypeOf(prototype) as object);
}

let insideTls = false;

/** A connection turns to TLS: what is written is seen in the layer above from now on. */
function hookTls(): void {
  if (insideTls) return;
  insideTls = true;
  const tls = binding("tls_wrap");
  if (!(tls instanceof Error)) hookWrites((tls["TLSWrap"] as { prototype: object }).prototype);
}

function hookWrites(prototype: object): void {
  const guard = (name: string, bytesOf: (data: unknown, all: unknown) => Buffer | undefined): void =>
    hook(prototype, name, (original) =>
      function (this: Handle, _request: unknown, data: unknown, all: unknown) {
        if (this[STATE] !== null && refused(this, () => bytesOf(data, all)) !== undefined) return EACCES;
        return Reflect.apply(original, this, arguments);
      },
    );
  guard("writeBuffer", (data) => asBuffer(data));
  guard("writev", (data, all) => joined(data as unknown[], all === true));
  guard("writeUtf8String", (data) => Buffer.from(String(data), "utf8"));
  guard("writeLatin1String", (data) => Buffer.from(String(data), "latin1"));
  guard("writeAsciiString", (data) => Buffer.from(String(data), "latin1"));
}

function asBuffer(data: unknown): Buffer | undefined {
  if (!(data instanceof Uint8Array)) return undefined;
  return Buffer.from(data.buffer, data.byteOffset, data.byteLength);
}

/** Chunks are buffers, or texts and their encodings in turn. */
function joined(chunks: unknown[], allBuffers: boolean): Buffer {
  if (allBuffers) return Buffer.concat(chunks as Buffer[]);
  const parts: Buffer[] = [];
  for (let at = 0; at + 1 < chunks.length; at += 2) {
    parts.push(asBuffer(chunks[at]) ?? Buffer.from(String(chunks[at]), chunks[at + 1] as BufferEncoding));
  }
  return Buffer.concat(parts);
}

function refused(handle: Handle, read: () => Buffer | undefined): BlockedError | undefined {
  const bytes = read();
  if (bytes === undefined || bytes.length === 0) return undefined;
  const known = handle[STATE];
  if (known === undefined || known === null) {
    handle[STATE] = recognize(bytes);
    return undefined;
  }
  const whole = known.rest.length === 0 ? bytes : Buffer.concat([known.rest, bytes]);
  known.rest = NOTHING;
  const texts = known.statements(known, whole);
  if (subject() === undefined) return undefined;
  for (const text of texts) {
    const refusal = judgeSql(known.sink, text, known.dialect);
    if (refusal === undefined) continue;
    expectError("EACCES", "write");
    return refusal;
  }
  return undefined;
}

const NOTHING = Buffer.alloc(0);

// ---- recognition ---------------------------------------------------------------------------------------------

/** Version 3.0 of PostgreSQL's protocol, and the number in its place that asks for TLS. */
const POSTGRES_3 = 196_608;
const POSTGRES_TLS = 80_877_103;

function recognize(bytes: Buffer): Followed | null {
  const length = bytes.length;
  if (length >= 8 && bytes.readUInt32BE(0) === length) {
    const version = bytes.readUInt32BE(4);
    if (version === POSTGRES_TLS) hookTls();
    if (version === POSTGRES_3) return { statements: postgresStatements, dialect: Dialect.Postgres, sink: postgres, rest: NOTHING };
  }
  if (isMysqlLogin(bytes)) {
    const TLS = 0x800;
    if ((bytes.readUInt32LE(4) & TLS) !== 0 && length === 36) hookTls();
    else return { statements: mysqlStatements, dialect: Dialect.MySql, sink: mysql, rest: NOTHING };
  }
  return null;
}

/**
 * A MySQL client answers the server's greeting: capabilities, packet size, character set, 23 zero bytes, of which
 * MariaDB gave the last four a meaning.
 */
function isMysqlLogin(bytes: Buffer): boolean {
  const PROTOCOL_41 = 0x200;
  if (bytes.length < 36 || bytes.readUIntLE(0, 3) + 4 !== bytes.length) return false;
  const number = bytes[3]!;
  if (number < 1 || number > 2 || (bytes.readUInt32LE(4) & PROTOCOL_41) === 0) return false;
  return bytes.subarray(13, 32).every((byte) => byte === 0);
}

// ---- messages ------------------------------------------------------------------------------------------------

/** PostgreSQL: a letter, a length that counts itself, the content. `Q` is a query, `P` a statement to prepare. */
function postgresStatements(connection: Followed, bytes: Buffer): string[] {
  const found: string[] = [];
  let at = 0;
  while (at + 5 <= bytes.length) {
    const type = bytes[at];
    const end = at + 1 + bytes.readUInt32BE(at + 1);
    const whole = end <= bytes.length;
    if (!whole && bytes.length - at < MOST_KEPT) break;
    let start = at + 5;
    if (type === 0x50) start = bytes.indexOf(0, start) + 1;
    if (type === 0x51 || type === 0x50) found.push(untilZero(bytes, start, Math.min(end, bytes.length)));
    at = end > at + 4 ? end : bytes.length;
  }
  keepRest(connection, bytes, at);
  return found;
}

function untilZero(bytes: Buffer, start: number, end: number): string {
  const zero = bytes.indexOf(0, start);
  return bytes.toString("utf8", start, zero >= start && zero < end ? zero : end);
}

/** MySQL: a length of three bytes, a number that is 0 for a command, the command. 3 is a query, 22 prepares one. */
function mysqlStatements(connection: Followed, bytes: Buffer): string[] {
  const found: string[] = [];
  let at = 0;
  while (at + 5 <= bytes.length) {
    const end = at + 4 + bytes.readUIntLE(at, 3);
    const whole = end <= bytes.length;
    if (!whole && bytes.length - at < MOST_KEPT) break;
    const command = bytes[at + 3] === 0 ? bytes[at + 4] : undefined;
    if (command === 3 || command === 22) found.push(bytes.toString("utf8", at + 5 + attributes(bytes, at + 5, command), Math.min(end, bytes.length)));
    at = end;
  }
  keepRest(connection, bytes, at);
  return found;
}

/** Clients with query attributes put their number, none, and a 1 before the text. */
function attributes(bytes: Buffer, start: number, command: number): number {
  return command === 3 && bytes[start] === 0 && bytes[start + 1] === 1 ? 2 : 0;
}

function keepRest(connection: Followed, bytes: Buffer, at: number): void {
  connection.rest = at < bytes.length ? Buffer.from(bytes.subarray(at)) : NOTHING;
}
