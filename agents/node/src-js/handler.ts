// Around the handler: an invocation begins and ends here, and a condemned one is answered here.

import type { Addon } from "./addon";
import { grantRuntimeConnection } from "./bindings/network";
import { begin, end, enter, Invocation, leave, running, subject } from "./context";
import { BlockedError, forgetEarlier, stemsFromRefusal } from "./judge";
import { hookImportedModules } from "./modules";
import { type AnyFunction, disguise, replace } from "./patch";
import { parseJson, textOf } from "./sources/json";
import { type ResponseStream, StreamGuard } from "./stream";

/** Marks a handler that streams its response. */
const STREAMING = Symbol.for("aws.lambda.runtime.handler.streaming");

/** What a handler did. */
type Outcome = { value: unknown } | { error: unknown };

interface Context {
  awsRequestId?: unknown;
  callbackWaitsForEmptyEventLoop?: boolean;
  done?: AnyFunction;
  succeed?: AnyFunction;
  fail?: AnyFunction;
}

let addon: Addon | undefined;
let showToWorkers = false;

/** Lets invocations be answered by the agent from now on. */
export function answerThrough(to: Addon): void {
  addon = to;
}

/** A handler that does what the given one does, and answers for it when something was refused. */
export function protect(handler: AnyFunction): AnyFunction {
  const streams = (handler as unknown as Record<symbol, unknown>)[STREAMING] === "response";
  const before = streams ? beforeStreaming : beforePlain;
  // The handler is called from here and nowhere deeper: each frame of ours would be one of the ten that a stack shows.
  const wrapped = function (this: unknown, ...args: unknown[]): unknown {
    const call = before(args);
    const outer = enter(call.invocation);
    let result: unknown;
    try {
      result = Reflect.apply(handler, this, args);
    } catch (error) {
      return call.threw(error);
    } finally {
      leave(outer);
    }
    return call.returned(result);
  };
  return disguise(wrapped, handler);
}

/** One call of the handler: what is to be done once it came back. */
interface Call {
  invocation: Invocation;
  returned(result: unknown): unknown;
  threw(error: unknown): unknown;
}

/** A worker starts: the running invocation is shown to it, and every later one from its beginning. */
export function workerStarts(): void {
  showToWorkers = true;
  const invocation = subject();
  if (invocation !== undefined) show(invocation);
}

function show(invocation: Invocation): void {
  if (addon === undefined || invocation.event === undefined || invocation.ended) return;
  if (invocation.id === 0) invocation.id = addon.begin(invocation.requestId, invocation.event);
  if (!invocation.published) addon.publish(invocation.id, invocation.requestId, invocation.event);
  invocation.published = true;
}

function start(event: unknown, context: Context | undefined): Invocation {
  forgetEarlier();
  hookImportedModules();
  const invocation = new Invocation(String(context?.awsRequestId ?? ""), textOf(event));
  begin(invocation);
  if (showToWorkers) show(invocation);
  return invocation;
}

// ---- handlers that return, reject or call back ---------------------------------------------------------------

function beforePlain(args: unknown[]): Call {
  const context = args[1] as Context | undefined;
  const invocation = start(args[0], context);
  const callsBack = typeof args[2] === "function";
  if (callsBack) answerCallbacks(invocation, context, args);
  return {
    invocation,
    threw: (error) => deliver(conclude(invocation, { error })),
    returned(result) {
      if (isThenable(result)) return settle(invocation, result);
      return callsBack ? result : deliver(conclude(invocation, { value: result }));
    },
  };
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === "object" && value !== null && typeof (value as { then?: unknown }).then === "function";
}

function settle(invocation: Invocation, result: PromiseLike<unknown>): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const finish = (outcome: Outcome): void => {
      const final = conclude(invocation, outcome);
      if ("error" in final) reject(final.error);
      else resolve(final.value);
    };
    invocation.abort = (error) => finish({ error });
    result.then(
      (value) => finish({ value }),
      (error: unknown) => finish({ error }),
    );
  });
}

function deliver(outcome: Outcome): unknown {
  if ("error" in outcome) throw outcome.error;
  return outcome.value;
}

/** Puts ourselves between the handler and every way of calling back. */
function answerCallbacks(invocation: Invocation, context: Context | undefined, args: unknown[]): void {
  const callback = args[2] as AnyFunction;
  const through = (answer: AnyFunction, error: unknown, value: unknown): unknown => {
    const failed = error !== undefined && error !== null;
    const outcome = conclude(invocation, failed ? { error } : { value });
    return "error" in outcome ? answer(outcome.error) : answer(null, outcome.value);
  };
  args[2] = disguise((error: unknown, value: unknown) => through(callback, error, value), callback);
  invocation.abort = (error) => {
    if (context !== undefined) context.callbackWaitsForEmptyEventLoop = false;
    through(callback, error, undefined);
  };
  const { done, succeed, fail } = context ?? {};
  if (context === undefined || done === undefined || succeed === undefined || fail === undefined) return;
  context.done = disguise((error: unknown, value: unknown) => through(done, error, value), done);
  context.succeed = disguise((value: unknown) => through(done, undefined, value), succeed);
  context.fail = disguise((error: unknown) => through(fail, error ?? new Error("null"), undefined), fail);
}

// ---- handlers that stream ------------------------------------------------------------------------------------

function beforeStreaming(args: unknown[]): Call {
  const invocation = start(args[0], args[2] as Context | undefined);
  grantRuntimeConnection();
  const isCondemned = (): boolean => condemnedAnywhere(invocation);
  const answer = (): string | undefined => {
    const text = isCondemned() ? addon?.respond(invocation.id, undefined) : undefined;
    return typeof text === "string" ? text : undefined;
  };
  const stream = new StreamGuard(args[1] as ResponseStream, answer, isCondemned);
  return {
    invocation,
    threw(error) {
      const answered = stream.finishIfCondemned();
      finish(invocation);
      if (answered) return Promise.resolve();
      throw error;
    },
    // A handler that returns no promise is refused by the client; it is handed on as it is.
    returned: (result) => (isThenable(result) ? streamed(invocation, stream, result) : result),
  };
}

async function streamed(invocation: Invocation, stream: StreamGuard, result: PromiseLike<unknown>): Promise<unknown> {
  try {
    const value = await Promise.race([result, new Promise((_, reject) => (invocation.abort = reject))]);
    return stream.finishIfCondemned() ? undefined : value;
  } catch (error) {
    if (stream.finishIfCondemned()) return undefined;
    throw error;
  } finally {
    finish(invocation);
  }
}

// ---- the end -------------------------------------------------------------------------------------------------

function condemnedAnywhere(invocation: Invocation): boolean {
  if (invocation.published && addon !== undefined) invocation.condemned ||= addon.condemned(invocation.id);
  return invocation.condemned;
}

/** Ends the invocation. Gives what the caller is to get. */
function conclude(invocation: Invocation, outcome: Outcome): Outcome {
  if (invocation.ended) return outcome;
  const final = condemnedAnywhere(invocation) ? instead(invocation, outcome) : outcome;
  finish(invocation);
  return final;
}

function finish(invocation: Invocation): void {
  end(invocation);
  if (invocation.id !== 0) addon?.end(invocation.id);
}

function instead(invocation: Invocation, outcome: Outcome): Outcome {
  const answer = addon?.respond(invocation.id, "value" in outcome ? write(outcome.value) : undefined);
  if (typeof answer === "string") return { value: parseJson(answer) };
  if (answer === false && "value" in outcome) return { error: new BlockedError("Buckler blocked an operation of this invocation") };
  return outcome;
}

function write(value: unknown): string | undefined {
  try {
    return JSON.stringify(value) ?? "null";
  } catch {
    return undefined;
  }
}

// ---- errors that nobody catches ------------------------------------------------------------------------------

/** An error that stems from a refusal ends neither the process nor the answer: the agent answers. */
export function answerForUncaught(): void {
  replace(process, "emit", (original) =>
    function (this: unknown, name: unknown, error: unknown) {
      if (name === "worker") workerStarts();
      const uncaught = name === "uncaughtException" || name === "unhandledRejection";
      return (uncaught && absorb(error)) || Reflect.apply(original, this, arguments);
    },
  );
}

function absorb(error: unknown): boolean {
  for (const invocation of [subject(), running()]) {
    if (invocation === undefined || invocation.ended || !condemnedAnywhere(invocation)) continue;
    invocation.abort?.(error);
    return true;
  }
  return stemsFromRefusal(error);
}
