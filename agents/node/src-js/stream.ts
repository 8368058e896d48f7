// The response stream of a streaming handler: once something was refused, nothing of the handler's leaves any more.

import { parseJson } from "./sources/json";

/** What runtime clients hand to a streaming handler. */
export interface ResponseStream {
  write(...args: unknown[]): boolean;
  end(...args: unknown[]): unknown;
  destroy?(...args: unknown[]): unknown;
  abort?(...args: unknown[]): unknown;
  setContentType?(type: string): void;
  _onBeforeFirstWrite?: unknown;
}

interface Answer {
  statusCode?: number;
  headers?: Record<string, string>;
  body?: string;
}

/** A stream whose status and headers come first, as JSON, then 8 NUL bytes, then the body. */
const WITH_PRELUDE = "application/vnd.awslambda.http-integration-response";
const DELIMITER_LENGTH = 8;

/** Stands between the handler and its stream. */
export class StreamGuard {
  readonly #stream: ResponseStream;
  readonly #write: ResponseStream["write"];
  readonly #end: ResponseStream["end"];
  readonly #answer: () => string | undefined;
  readonly #condemned: () => boolean;
  #begun = false;
  #finished = false;

  /** `answer` gives the trigger's block response as JSON, `condemned` whether there is to be one. */
  constructor(stream: ResponseStream, answer: () => string | undefined, condemned: () => boolean) {
    this.#stream = stream;
    this.#write = stream.write.bind(stream);
    this.#end = stream.end.bind(stream);
    this.#answer = answer;
    this.#condemned = condemned;
    stream.write = (...args) => this.#pass(args);
    stream.end = (...args) => this.#finish(args);
    for (const name of ["destroy", "abort"] as const) this.#outlive(name);
  }

  /** Sends the block response if the invocation is condemned, unless the stream has ended. */
  finishIfCondemned(): boolean {
    if (!this.#condemned()) return false;
    this.#finish([]);
    return true;
  }

  /** A pipeline whose source was refused takes the stream down with it: the block response goes out instead. */
  #outlive(name: "destroy" | "abort"): void {
    const original = this.#stream[name]?.bind(this.#stream);
    if (original === undefined) return;
    this.#stream[name] = (...args) => (this.#condemned() && !this.#finished ? this.#finish([]) : original(...args));
  }

  #pass(args: unknown[]): boolean {
    if (this.#condemned()) return true;
    this.#begun = true;
    return this.#write(...args);
  }

  #finish(args: unknown[]): unknown {
    if (this.#finished) return this.#stream;
    this.#finished = true;
    if (!this.#condemned()) return this.#end(...args);
    if (!this.#begun) this.#block();
    return this.#end();
  }

  #block(): void {
    const text = this.#answer();
    const { body, ...prelude } = (text === undefined ? { statusCode: 403 } : parseJson(text)) as Answer;
    this.#stream._onBeforeFirstWrite = undefined;
    this.#stream.setContentType?.(WITH_PRELUDE);
    this.#write(JSON.stringify(prelude));
    this.#write(new Uint8Array(DELIMITER_LENGTH));
    if (body !== undefined && body !== "") this.#write(body);
  }
}
