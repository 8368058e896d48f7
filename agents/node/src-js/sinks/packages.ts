// Sinks of packages, as the catalog describes them. They add the dialect, the function's own name and the form of an
// error to what is seen below them; only SQL of embedded databases has nothing below.

import { Dialect } from "../addon";
import { subject } from "../context";
import { type BlockedError, judgeSql, sink } from "../judge";
import { type AnyFunction, replace, replaceClass } from "../patch";

/** How a refused call tells its caller. */
export type Form =
  /** By an exception. */
  | "throw"
  /** By the callback that is the last argument, or else by a rejected promise. */
  | "callback_or_promise"
  /** By the callback that is the last argument, or else by an `error` event of the object. */
  | "callback_or_event"
  /** By the callback that is the last argument, or else by an exception. */
  | "callback_or_throw"
  /** It is a class: by an exception of its constructor. */
  | "construct";

/** One hooked function of a package. */
export interface Hooked {
  /** File within the package, or of a native addon its base name. A built-in module has none. */
  file: string;
  /** Way from the module's exports to the function. */
  path: string[];
  /** Name in findings. */
  name: string;
  /** Oldest version of the package that this is known to fit. */
  since: string;
  dialect: "generic" | "postgres" | "mysql" | "sqlite";
  /** Position of the statement among the arguments. */
  argument: number;
  /** Property that holds the statement where the argument is an object. */
  property?: string;
  form: Form;
  /** Not every version has it. */
  optional?: boolean;
}

const DIALECTS = { generic: Dialect.Generic, postgres: Dialect.Postgres, mysql: Dialect.MySql, sqlite: Dialect.Sqlite };

/** Hooks a function of a module that was just loaded. `false` when it is not where the catalog says. */
export function hookPackage(exports: unknown, hooked: Hooked): boolean {
  const name = hooked.path.at(-1)!;
  let holder: unknown = exports;
  for (const step of hooked.path.slice(0, -1)) holder = (holder as Record<string, unknown> | undefined)?.[step];
  if ((typeof holder !== "object" && typeof holder !== "function") || holder === null) return false;
  const number = sink("sql", hooked.name);
  if (hooked.form === "construct") {
    return replaceClass(holder, name, (args) => {
      const refusal = subject() === undefined ? undefined : judge(number, hooked, args);
      if (refusal !== undefined) throw refusal;
    });
  }
  return replace(holder, name, (original) => guard(original, number, hooked));
}

function guard(original: AnyFunction, number: number, hooked: Hooked): AnyFunction {
  return function (this: unknown, ...args: unknown[]) {
    const refusal = subject() === undefined ? undefined : judge(number, hooked, args);
    return refusal === undefined ? Reflect.apply(original, this, args) : answer(this, args, hooked.form, refusal);
  };
}

function judge(number: number, hooked: Hooked, args: unknown[]): BlockedError | undefined {
  let text = args[hooked.argument];
  if (hooked.property !== undefined && typeof text === "object" && text !== null) {
    text = (text as Record<string, unknown>)[hooked.property];
  }
  return typeof text === "string" ? judgeSql(number, text, DIALECTS[hooked.dialect]) : undefined;
}

function answer(self: unknown, args: unknown[], form: Form, refusal: BlockedError): unknown {
  const callback = args.at(-1);
  if (form !== "throw" && typeof callback === "function") {
    process.nextTick(callback, refusal);
    return form === "callback_or_event" ? self : undefined;
  }
  if (form === "callback_or_promise") return Promise.reject(refusal);
  if (form === "callback_or_event") {
    process.nextTick(() => (self as NodeJS.EventEmitter).emit("error", refusal));
    return self;
  }
  throw refusal;
}
