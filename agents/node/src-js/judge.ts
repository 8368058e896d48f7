// The one way from a hook to the agent, and what a refusal looks like.

import { type Access, type Addon, type Dialect, FAILED, type Message } from "./addon";
import { Invocation, predecessor, running, subject } from "./context";

/** What the application catches when an operation was refused. */
export class BlockedError extends Error {
  /** As for any other operation that is not permitted. */
  readonly code = "EACCES";
  readonly errno = -13;

  constructor(message: string) {
    super(message);
    errors.add(this);
  }
}
Object.defineProperty(BlockedError.prototype, "name", { value: "BucklerBlockedError", configurable: true, writable: true });

const errors = new WeakSet<object>();

/** Stands for a worker's share of whatever the main thread runs: the addon knows which invocations those are. */
export const PUBLISHED = new Invocation("", undefined);

/** Asks for nothing but whether a hook is reached. */
class SelfTest extends Invocation {
  reached = false;
}
export const SELF_TEST = new SelfTest("", undefined);

/** The class as it was before it was wrapped. */
const PlainUrl = URL;

let addon: Addon | undefined;
let refuseOnFailure = false;

/** Lets the hooks ask the agent from now on. */
export function connect(to: Addon): void {
  to.sinks(names);
  addon = to;
  refuseOnFailure = process.env["BUCKLER_ON_ERROR"] === "block";
}

// ---- sinks ---------------------------------------------------------------------------------------------------

/** The groups of hooks that are proven one by one. */
export type Hook = "fs" | "process" | "connect" | "dns" | "datagram" | "http" | "fetch" | "code" | "sql" | "worker";

const names: string[] = [];
const hooks: Hook[] = [];
const proven = new Set<Hook>();
const pending = new Set<number>();

/** Registers the name of a hooked function as findings say it: `fs.open`. Gives its number. */
export function sink(hook: Hook, name: string): number {
  pending.add(names.length);
  hooks.push(hook);
  addon?.sinks([name]);
  return names.push(name) - 1;
}

/** The first call of the application that passes through a hook proves it. */
function prove(number: number): void {
  pending.delete(number);
  const hook = hooks[number]!;
  if (proven.has(hook) || subject() === PUBLISHED) return;
  proven.add(hook);
  addon?.say(`{"buckler":"proven","hook":"${hook}"}`);
}

// ---- questions -----------------------------------------------------------------------------------------------

/** Derivations that no sink has followed yet: whether it is a URL, the result, its parts. */
const derivations: [boolean, string, string[]][] = [];

/** Remembers how a path or URL was built, for the sink that follows. */
export function derived(isUrl: boolean, result: string, parts: string[]): void {
  const MOST = 32;
  if (derivations.length === MOST) derivations.shift();
  derivations.push([isUrl, result, parts]);
}

/**
 * The invocation's number, its event handed over. 0 when there is nothing to judge against.
 * Predecessors are handed over first: the agent tells their order by it.
 */
function open(invocation: Invocation): number {
  if (invocation.id !== 0) return invocation.id;
  if (invocation === SELF_TEST) {
    SELF_TEST.reached = true;
    throw new BlockedError("self-test");
  }
  if (addon === undefined || invocation.event === undefined) return 0;
  const before = predecessor(invocation);
  if (before !== undefined) open(before);
  invocation.id = addon.begin(invocation.requestId, invocation.event);
  return invocation.id;
}

/** The other invocation that work left over from an ended one may belong to. */
function alternative(invocation: Invocation): number {
  if (!invocation.ended) return 0;
  const now = running();
  return now === undefined || now === invocation ? 0 : open(now);
}

/** Asks the agent about one operation. `undefined` when it may go ahead. */
function ask(number: number, question: (addon: Addon, id: number, also: number) => Message): BlockedError | undefined {
  const invocation = subject();
  if (invocation === undefined || addon === undefined) return undefined;
  try {
    const id = open(invocation);
    const also = alternative(invocation);
    if (id === 0 && also === 0 && invocation !== PUBLISHED) return undefined;
    if (pending.has(number)) prove(number);
    const message = question(addon, id, also);
    return message === undefined ? undefined : refusal(invocation, message);
  } catch (error) {
    return failure(error);
  }
}

function failure(error: unknown): BlockedError | undefined {
  if (error instanceof BlockedError) return error;
  addon?.say(`{"buckler":"error","in":"hook","reason":${JSON.stringify(String(error).slice(0, 200))}}`);
  return refuseOnFailure ? new BlockedError("Buckler could not judge the operation") : undefined;
}

function refusal(invocation: Invocation, message: string): BlockedError | undefined {
  if (message === FAILED) return refuseOnFailure ? new BlockedError("Buckler could not judge the operation") : undefined;
  for (const one of [invocation, running()]) {
    if (one !== undefined && one.id !== 0 && !one.ended) one.condemned ||= addon!.condemned(one.id);
  }
  return new BlockedError(message);
}

function handOverDerivations(addon: Addon, id: number): void {
  for (const [isUrl, result, parts] of derivations) addon.derive(id, isUrl, result, parts);
  derivations.length = 0;
}

/** A file is touched. */
export function judgePath(number: number, path: string, access: Access): BlockedError | undefined {
  return ask(number, (addon, id, also) => {
    if (derivations.length !== 0) handOverDerivations(addon, id);
    return addon.path(id, also, number, path, access);
  });
}

/** A SQL statement is prepared or run. */
export function judgeSql(number: number, text: string, dialect: Dialect): BlockedError | undefined {
  return ask(number, (addon, id, also) => addon.sql(id, also, number, text, dialect));
}

/** A program is started. */
export function judgeExec(number: number, program: string, args: readonly string[]): BlockedError | undefined {
  return ask(number, (addon, id, also) => {
    if (derivations.length !== 0) handOverDerivations(addon, id);
    return addon.exec(id, also, number, program, args);
  });
}

/** URLs by their normal form, as the application wrote them: `http://127.1/`. */
const writings = new Map<string, string>();

/** Remembers how a URL was written before it was brought into its normal form, which may hide whose text it is. */
export function written(url: string, text: string): void {
  const MOST = 32;
  if (writings.size >= MOST) writings.delete(writings.keys().next().value!);
  writings.set(url, text);
}

/** A URL is requested. It is judged as it was written, too. */
export function judgeUrl(number: number, url: string): BlockedError | undefined {
  const text = writings.size === 0 ? undefined : writings.get(url);
  return askUrl(number, url) ?? (text === undefined ? undefined : askUrl(number, text));
}

function askUrl(number: number, url: string): BlockedError | undefined {
  return ask(number, (addon, id, also) => {
    if (derivations.length !== 0) handOverDerivations(addon, id);
    return addon.url(id, also, number, url);
  });
}

/** A server answered with a redirect: where it leads is the caller's choice if the server was. */
export function redirected(from: string, location: string): void {
  const invocation = subject();
  if (invocation === undefined || addon === undefined || (invocation.id === 0 && invocation !== PUBLISHED)) return;
  try {
    addon.redirect(invocation.id, from, new PlainUrl(location, from).href);
  } catch {
    // The target is no URL: no client can follow it.
  }
}

/** A connection is opened, or a name looked up for one: then the address is empty. */
export function judgeConnect(number: number, host: string, address: string, port: number): BlockedError | undefined {
  return ask(number, (addon, id, also) => {
    if (derivations.length !== 0) handOverDerivations(addon, id);
    return addon.connect(id, also, number, host, address, port);
  });
}

/** Text becomes code. */
export function judgeCode(number: number, text: string): BlockedError | undefined {
  return ask(number, (addon, id, also) => addon.code(id, also, number, text));
}

// ---- refusals that nobody catches ----------------------------------------------------------------------------

/** Errors that stand for a refusal although Node made them, told by code and by what was asked for. */
const refused: { code: string; what: string }[] = [];

/** Remembers that Node will soon make an error of this code, about this address, host name, file or system call. */
export function expectError(code: "EACCES" | "ENOTFOUND", what: string): void {
  const MOST = 16;
  if (refused.length === MOST) refused.shift();
  refused.push({ code, what });
}

/** Forgets such errors, and how URLs were written: that was in an earlier invocation. */
export function forgetEarlier(): void {
  refused.length = 0;
  writings.clear();
}

/** Whether an error stems from a refusal, directly or as a cause. */
export function stemsFromRefusal(error: unknown): boolean {
  const DEEPEST = 8;
  let seen = error;
  for (let depth = 0; depth < DEEPEST && typeof seen === "object" && seen !== null; depth++) {
    if (errors.has(seen) || wasExpected(seen)) return true;
    seen = (seen as { cause?: unknown; reason?: unknown }).cause ?? (seen as { reason?: unknown }).reason;
  }
  return false;
}

function wasExpected(error: object): boolean {
  const { code, address, hostname, path, syscall } = error as Partial<Record<string, unknown>>;
  return refused.some((one) => one.code === code && [address, hostname, path, syscall].includes(one.what));
}
