// `fetch`: the URL as the application wrote it. Connections and reused ones are judged below it as well.

import { subject } from "../context";
import { judgeUrl, sink } from "../judge";
import { disguise } from "../patch";

/** Wraps the global `fetch`. */
export function hookFetch(): void {
  const original = globalThis.fetch;
  if (typeof original !== "function") return;
  const number = sink("fetch", "fetch");
  const wrapped = {
    fetch(this: unknown, input: unknown): unknown {
      const url = subject() === undefined ? undefined : urlOf(input);
      const refusal = url === undefined ? undefined : judgeUrl(number, url);
      return refusal === undefined ? Reflect.apply(original, this, arguments) : Promise.reject(refusal);
    },
  }.fetch;
  const place = Object.getOwnPropertyDescriptor(globalThis, "fetch")!;
  const value = disguise(wrapped, original);
  Object.defineProperty(globalThis, "fetch", { value, writable: true, configurable: true, enumerable: place.enumerable ?? true });
}

function urlOf(input: unknown): string | undefined {
  if (typeof input === "string") return input;
  if (input instanceof URL) return input.href;
  const { url } = (input ?? {}) as { url?: unknown };
  return typeof url === "string" ? url : String(input);
}
