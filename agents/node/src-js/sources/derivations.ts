// Functions that build a path or URL from a base and an input. What was base and what was input cannot be told from
// the result, so both are remembered for the sink that follows.

import path = require("node:path");
import url = require("node:url");
import { subject } from "../context";
import { derived, written } from "../judge";
import { replace, replaceClass } from "../patch";

/** Wraps `path.join`, `resolve` and `normalize`, and `new URL(input, base)`. */
export function rememberDerivations(): void {
  for (const name of ["join", "resolve", "normalize"]) {
    replace(path, name, (original) => {
      // A method, as the original is: functions have a prototype, and that can be seen.
      const { build } = {
        build(this: unknown, ...parts: string[]): string {
          const result: string = Reflect.apply(original, this, parts);
          if (subject() !== undefined && (parts.length > 1 || name === "normalize")) derived(false, result, parts);
          return result;
        },
      };
      return build;
    });
  }
  wrapUrl();
}

function wrapUrl(): void {
  const remember = (made: object, [input, base]: unknown[]): void => {
    if (subject() === undefined) return;
    const { href } = made as URL;
    if (base !== undefined) derived(true, href, [String(base), String(input)]);
    else if (typeof input === "string" && input !== href) written(href, input);
  };
  replaceClass(globalThis, "URL", () => {}, remember);
  Object.defineProperty(url, "URL", { value: globalThis.URL, writable: true, configurable: true, enumerable: true });
}
