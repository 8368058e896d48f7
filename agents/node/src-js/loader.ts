// Node's module loader. The class is at hand in every module; asking for it by its name would make Node set up its
// public face, which few functions ever look at.

import type NodeModule from "node:module";

/** What the loader has beside its documented functions. */
interface Internals {
  _extensions: Record<string, (module: { exports: unknown }, filename: string) => unknown>;
  registerHooks?(hooks: object): void;
}

export const Loader = module.constructor as unknown as typeof NodeModule & Internals;
