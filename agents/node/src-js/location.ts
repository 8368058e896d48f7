// Where the function's handler is, told as the runtime clients do.

import fs = require("node:fs");
import path = require("node:path");

/** The handler that a runtime client is about to load. */
export interface Handler {
  /** As it was written: `src/app.handler`. */
  name: string;
  /** Where the name starts from. */
  root: string;
  /** Clients up to version 3 take the name as an argument. */
  argument: boolean;
}

/** The module that holds it. */
export interface Location {
  file: string;
  /** Way from the module's exports to the handler. */
  steps: string[];
  /** It must be imported. */
  esm: boolean;
}

/** The handler of this process, if a runtime client runs in it. */
export function findHandler(): Handler | undefined {
  const { argv, env } = process;
  const name = argv[2];
  if (name !== undefined && /[/\\](aws-lambda-ric)([/\\]|$)/.test(argv[1] ?? "")) {
    return { name, root: process.cwd(), argument: true };
  }
  const handler = env["_HANDLER"];
  if (handler === undefined || handler === "" || env["AWS_LAMBDA_RUNTIME_API"] === undefined) return undefined;
  return { name: handler, root: env["LAMBDA_TASK_ROOT"] ?? process.cwd(), argument: false };
}

/** The module of a handler. `undefined` when there is none: the client then says so itself. */
export function locate(handler: Handler): Location | undefined {
  const base = path.basename(handler.name);
  const split = /^([^.]*)\.(.*)$/.exec(base);
  if (split === null || handler.name.includes("..")) return undefined;
  const folder = path.resolve(handler.root, handler.name.slice(0, handler.name.indexOf(base)));
  const module = path.join(folder, split[1]!);
  const steps = split[2]!.split(".");
  const extension = ["", ".js", ".mjs", ".cjs"].find((ending) => fs.existsSync(module + ending));
  if (extension !== undefined) {
    const file = module + extension;
    return { file, steps, esm: extension === ".mjs" || (extension !== ".cjs" && isModuleScope(file, folder)) };
  }
  return installed(split[1]!, [handler.root, folder], steps);
}

/** A module of a package, found as `require` would. */
function installed(name: string, paths: string[], steps: string[]): Location | undefined {
  try {
    return { file: require.resolve(name, { paths }), steps, esm: false };
  } catch {
    return undefined;
  }
}

/** Whether the nearest `package.json` says that `.js` files are ES modules. */
function isModuleScope(file: string, folder: string): boolean {
  if (!file.endsWith(".js")) return false;
  for (let at = folder; ; at = path.dirname(at)) {
    if (at.endsWith("/node_modules")) return false;
    const scope = path.join(at, "package.json");
    if (fs.existsSync(scope)) return typeOf(scope) === "module";
    if (at === path.dirname(at)) return false;
  }
}

function typeOf(scope: string): unknown {
  try {
    return (JSON.parse(fs.readFileSync(scope, "utf8")) as { type?: unknown } | null)?.type;
  } catch {
    return undefined;
  }
}
