// Node's native bindings: the functions below all public ones, so that neither ES modules nor bundles get past them.

import { type AnyFunction, isOurs } from "../patch";

export type Binding = Record<string, unknown>;

/** The native binding of that name, or the reason why it cannot be had. */
export function binding(name: string): Binding | Error {
  // Only under --pending-deprecation does Node warn; an application's log is no place for that.
  const quiet = process.noDeprecation;
  try {
    process.noDeprecation = true;
    return (process as unknown as { binding(name: string): Binding }).binding(name);
  } catch (error) {
    return error as Error;
  } finally {
    if (quiet === undefined) delete (process as { noDeprecation?: boolean }).noDeprecation;
    else process.noDeprecation = quiet;
  }
}

const installed: [object: object, name: string, replacement: AnyFunction][] = [];

/** Replaces a function of a binding, if this Node has it. */
export function hook(holder: object, name: string, make: (original: AnyFunction) => AnyFunction): void {
  const original: unknown = Reflect.get(holder, name);
  if (typeof original !== "function") return;
  const replacement = make(original as AnyFunction);
  Reflect.set(holder, name, replacement);
  installed.push([holder, name, replacement]);
}

/** Whether everything that was put into bindings is still there. */
export function isInPlace(): boolean {
  return installed.length > 0 && installed.every(([holder, name, ours]) => Reflect.get(holder, name) === ours);
}

export { isOurs };
