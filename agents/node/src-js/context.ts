// Which invocation runs now.
//
// With one invocation at a time and a Node whose AsyncLocalStorage is slow (18 to 22), a plain variable says it; the
// agent then links the inputs of the invocation before as well. In all other cases AsyncLocalStorage says it.

import { AsyncLocalStorage } from "node:async_hooks";

/** One call of the handler. */
export class Invocation {
  /** Its number in the agent, 0 until its first sink is reached. */
  id = 0;
  /** The handler was answered. */
  ended = false;
  /** Something was refused for it. */
  condemned = false;
  /** Workers can see its event. */
  published = false;
  /** Answers for the handler, which will not. Set while the handler runs. */
  abort: ((error: unknown) => void) | undefined;

  constructor(
    readonly requestId: string,
    /** The event as JSON text. Forgotten once no sink can ask for it any more. */
    public event: string | undefined,
  ) {}
}

/** Follows invocations through their asynchronous work; `undefined` where a plain variable does. */
let storage: AsyncLocalStorage<Invocation> | undefined;

/** The invocation that began last, until it ends. */
let current: Invocation | undefined;

/** The invocation that ended last. */
let last: Invocation | undefined;

/** Not 0 while there may be an invocation to judge for. Shared with the addon, which asks before it judges code. */
let live = new Uint32Array(1);

/** Chooses how invocations are told apart. */
export function followInvocations(concurrent: boolean): boolean {
  const major = Number.parseInt(process.versions.node, 10);
  if (concurrent || major >= 24) storage = new AsyncLocalStorage();
  return storage !== undefined;
}

/** Has the addon see whether there is an invocation. */
export function shareLiveness(buffer: ArrayBuffer): void {
  const word = new Uint32Array(buffer);
  word[0] = live[0]!;
  live = word;
}

/** The invocation that whatever happens now belongs to. */
export function subject(): Invocation | undefined {
  return storage === undefined ? (current ?? last) : (storage.getStore() ?? current);
}

/** The invocation that runs now, whatever the asynchronous context says. */
export function running(): Invocation | undefined {
  return current;
}

/** The invocation that ended before `invocation` began and may have left work over, where that cannot be told. */
export function predecessor(invocation: Invocation): Invocation | undefined {
  return storage === undefined && invocation !== last ? last : undefined;
}

/** Begins an invocation. */
export function begin(invocation: Invocation): void {
  current = invocation;
  live[0] = 1;
}

/** What follows is work of the invocation, until `leave` is given what this gives. */
export function enter(invocation: Invocation): Invocation | undefined {
  const outer = storage?.getStore();
  storage?.enterWith(invocation);
  return outer;
}

export function leave(outer: Invocation | undefined): void {
  storage?.enterWith(outer as Invocation);
}

/** Ends an invocation; the one that ended before it is forgotten. */
export function end(invocation: Invocation): void {
  invocation.ended = true;
  invocation.abort = undefined;
  if (last !== undefined && last !== invocation) last.event = undefined;
  last = invocation;
  if (current === invocation) current = undefined;
}

/** Makes every operation in this thread be judged for one stand-in: a worker's, or that of the self-test. */
export function pretend(invocation: Invocation | undefined): void {
  current = invocation;
  live[0] = invocation === undefined ? 0 : 1;
}
