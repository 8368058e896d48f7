// The few functions of `fs` that the binding does not show as they were called.

import fs = require("node:fs");
import { Access } from "../addon";
import { subject } from "../context";
import { type BlockedError, judgePath, sink } from "../judge";
import { type AnyFunction, replace } from "../patch";

type Form = "sync" | "callback" | "promise" | "iterator";

/** Wraps `opendir`, `glob` and `openAsBlob`. `fs.promises` follows when something asks for it: it is loaded late. */
export function hookPublicFiles(): void {
  hook(fs, "opendir", "fs.opendir", "callback");
  hook(fs, "opendirSync", "fs.opendirSync", "sync");
  hook(fs, "glob", "fs.glob", "callback");
  hook(fs, "globSync", "fs.globSync", "sync");
  hook(fs, "openAsBlob", "fs.openAsBlob", "promise");
  const place = Object.getOwnPropertyDescriptor(fs, "promises");
  const load = place?.get;
  if (place === undefined || load === undefined) return;
  const get = {
    get promises(): object {
      const promises = Reflect.apply(load, fs, []) as object;
      hookFilePromises(promises);
      return promises;
    },
  };
  Object.defineProperty(fs, "promises", { ...place, get: Object.getOwnPropertyDescriptor(get, "promises")!.get! });
}

/** Wraps what `fs/promises` has of them. */
export function hookFilePromises(promises: object): void {
  hook(promises, "opendir", "fs.promises.opendir", "promise");
  hook(promises, "glob", "fs.promises.glob", "iterator");
}

function hook(holder: object, name: string, label: string, form: Form): void {
  const number = sink("fs", label);
  replace(holder, name, (original) => guard(number, original, form));
}

function guard(number: number, original: AnyFunction, form: Form): AnyFunction {
  return function (this: unknown, ...args: unknown[]) {
    const refusal = subject() === undefined ? undefined : judgeAll(number, args[0]);
    if (refusal === undefined) return Reflect.apply(original, this, args);
    const callback = args.at(-1);
    if (form === "callback" && typeof callback === "function") return process.nextTick(callback, refusal);
    if (form === "promise") return Promise.reject(refusal);
    if (form === "iterator") return failing(refusal);
    throw refusal;
  };
}

function judgeAll(number: number, paths: unknown): BlockedError | undefined {
  for (const path of Array.isArray(paths) ? paths : [paths]) {
    const text = path instanceof URL ? path.href : path instanceof Uint8Array ? Buffer.from(path).toString() : path;
    const refusal = typeof text === "string" ? judgePath(number, text, Access.Read) : undefined;
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

// biome-ignore lint: an iterator that only throws
async function* failing(refusal: BlockedError): AsyncGenerator<never> {
  throw refusal;
}
