// Text that becomes code. V8's own callback catches `eval`, `Function` and their relatives in every context; `vm` and
// the module loader compile without asking it.

import vm = require("node:vm");
import type { Addon } from "../addon";
import { shareLiveness, subject } from "../context";
import { judgeCode, sink } from "../judge";
import { Loader } from "../loader";
import { type AnyFunction, replace, replaceClass } from "../patch";

/** Has V8 ask before text becomes code. `false` where this Node's V8 cannot be asked. */
export function watchCodeGeneration(addon: Addon): boolean {
  const number = sink("code", "eval");
  const word = addon.watch((source) => judgeCode(number, source) !== undefined);
  if (word !== undefined) shareLiveness(word);
  return word !== undefined;
}

/** Wraps the functions of `vm` that take source text. */
export function hookVm(): void {
  for (const name of ["runInThisContext", "runInNewContext", "runInContext", "compileFunction"]) {
    const number = sink("code", `vm.${name}`);
    replace(vm, name, (original) => judging(number, original));
  }
  hookScript();
}

function hookScript(): void {
  const number = sink("code", "vm.Script");
  replaceClass(vm, "Script", ([text]) => refuseOrPass(number, text));
}

function judging(number: number, original: AnyFunction): AnyFunction {
  return function (this: unknown, text: unknown) {
    refuseOrPass(number, text);
    return Reflect.apply(original, this, arguments);
  };
}

function refuseOrPass(number: number, text: unknown): void {
  const refusal = typeof text === "string" && subject() !== undefined ? judgeCode(number, text) : undefined;
  if (refusal !== undefined) throw refusal;
}

/** The file that the loader is about to compile, unless it lies where a function can write. */
let reading: string | undefined;

const TASK_ROOT = process.env["LAMBDA_TASK_ROOT"];
/** What a function can write to: an attacker's text may have become a file there. */
const WRITABLE = ["/tmp", "/mnt", process.env["TMPDIR"]].filter((root) => root !== undefined && root !== "");

function isWritten(filename: string): boolean {
  const below = (root: string | undefined): boolean => root !== undefined && root !== "" && filename.startsWith(`${root}/`);
  return WRITABLE.some(below) && !below(TASK_ROOT);
}

/** Reads a file into a module. Its text was there before any event, unless an invocation wrote it. */
export function whileReading<T>(filename: string, work: () => T): T {
  const outer = reading;
  reading = isWritten(filename) ? undefined : filename;
  try {
    return work();
  } finally {
    reading = outer;
  }
}

/** Wraps `Module.prototype._compile`, which turns text into a module. */
export function hookModuleCompiler(): void {
  const number = sink("code", "Module._compile");
  replace(Loader.prototype as object, "_compile", (original) =>
    function (this: unknown, content: unknown, filename: unknown) {
      if (subject() !== undefined && filename !== reading) refuseOrPass(number, content);
      reading = undefined;
      return Reflect.apply(original, this, arguments);
    },
  );
}
