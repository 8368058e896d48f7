// Where events come from. Every runtime client parses the event with the global `JSON.parse` and hands the very
// result to the handler. The text is kept by reference: nothing is copied, and whatever the handler does to the
// object changes nothing.

import { running } from "../context";
import { replace } from "../patch";

/** The original `JSON.parse`. */
export const parseJson = JSON.parse;

/** The latest texts that were parsed while no handler ran: the event, and a client's header or two. */
const parsed: [text: string, result: unknown][] = [];

let always = false;

/** Wraps `JSON.parse`. With invocations side by side texts are kept while others run, too. */
export function captureEvents(concurrent: boolean): void {
  always = concurrent;
  replace(JSON, "parse", (original) => {
    const parse = original as typeof JSON.parse;
    return {
      parse(text: unknown, reviver?: unknown): unknown {
        const result: unknown = arguments.length < 2 ? parse(text as string) : parse(text as string, reviver as undefined);
        if ((always || running() === undefined) && typeof text === "string") keep(text, result);
        return result;
      },
    }.parse;
  });
}

function keep(text: string, result: unknown): void {
  const MOST = 4;
  if (parsed.length === MOST) parsed.shift();
  parsed.push([text, result]);
}

/** The text of the event that a handler was called with. What else was kept is forgotten. */
export function textOf(event: unknown): string | undefined {
  let found: string | undefined;
  for (const [text, result] of parsed) if (Object.is(result, event)) found = text;
  parsed.length = 0;
  return found ?? written(event);
}

/** An event that was made in another way is written out: later the handler may change it. */
function written(event: unknown): string | undefined {
  try {
    return JSON.stringify(event);
  } catch {
    return undefined;
  }
}
