// What the Rust half can do, and how it is loaded. `src/calls.rs` is the other side of every line.

/** What happens to a file. */
export const enum Access {
  Read = 0,
  Write = 1,
  Create = 2,
  Delete = 3,
}

/** How a SQL statement is read. */
export const enum Dialect {
  Generic = 0,
  Postgres = 1,
  MySql = 2,
  Sqlite = 3,
}

/** The message of a block, or nothing when the operation may go ahead. */
export type Message = string | undefined;

/** What a judging call answers when it failed inside. */
export const FAILED = "\0failed";

export interface Addon {
  /**
   * Starts the agent of the thread that runs the handler. Gives the mode, then what is wrong with the variables.
   * `concurrent`: invocations are followed through their asynchronous work.
   */
  start(concurrent: boolean): string[];
  /** Starts the agent of a worker. `false` when the process runs no handler. */
  follow(): boolean;
  /** Registers the names of the next hooked functions. */
  sinks(names: readonly string[]): void;
  /** Begins an invocation whose first sink was reached. Gives its number. */
  begin(requestId: string, event: string): number;
  end(id: number): void;
  /** Whether something was blocked for the invocation, here or in a worker. */
  condemned(id: number): boolean;
  /** `true`: the handler's own answer stands. `false`: the invocation fails. A text: the answer, as JSON. */
  respond(id: number, answer: string | undefined): string | boolean;
  derive(id: number, isUrl: boolean, result: string, parts: string[]): void;
  /** A server at one URL answered with a redirect to another. */
  redirect(id: number, from: string, to: string): void;
  /** Shows the invocation to the workers of this process. */
  publish(id: number, requestId: string, event: string): void;
  /** Writes one line where findings go. */
  say(line: string): void;
  /** Has every text judged that becomes code while the word in the buffer is not 0. */
  watch(judge: (source: string) => boolean): ArrayBuffer | undefined;

  path(id: number, also: number, sink: number, path: string, access: Access): Message;
  sql(id: number, also: number, sink: number, text: string, dialect: Dialect): Message;
  exec(id: number, also: number, sink: number, program: string, args: readonly string[]): Message;
  url(id: number, also: number, sink: number, url: string): Message;
  connect(id: number, also: number, sink: number, host: string, address: string, port: number): Message;
  code(id: number, also: number, sink: number, text: string): Message;
}

/** Loads the addon that lies beside this file. Throws what Node throws when it may not or cannot be loaded. */
export function loadAddon(): Addon {
  const holder: { exports: unknown } = { exports: {} };
  process.dlopen(holder, `${__dirname}/buckler.node`);
  return holder.exports as Addon;
}
