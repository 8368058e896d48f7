// Workers: their agent judges against the events that this thread shows them, and the text they are made of may come
// from an event itself.

import { subject } from "../context";
import { judgeCode, sink } from "../judge";
import { replaceClass } from "../patch";

type Threads = typeof import("node:worker_threads");

/** Wraps the class. `started` is called before a worker is made. */
export function hookWorkers(threads: Threads, started: () => void): void {
  const number = sink("worker", "worker_threads.Worker");
  replaceClass(threads, "Worker", ([program, options]) => {
    started();
    const text = sourceOf(program, options as { eval?: boolean } | undefined);
    const refusal = text === undefined || subject() === undefined ? undefined : judgeCode(number, text);
    if (refusal !== undefined) throw refusal;
  });
}

/** The program of the worker where it is given as text. */
function sourceOf(program: unknown, options: { eval?: boolean } | undefined): string | undefined {
  if (options?.eval === true) return String(program);
  if (program instanceof URL && program.protocol === "data:") return dataText(program.href);
  return undefined;
}

/** The text inside a `data:` URL. */
export function dataText(url: string): string | undefined {
  const comma = url.indexOf(",");
  if (comma < 0) return undefined;
  const body = url.slice(comma + 1);
  try {
    const text = decodeURIComponent(body);
    return url.slice(0, comma).endsWith(";base64") ? Buffer.from(text, "base64").toString() : text;
  } catch {
    return body;
  }
}
