// Modules that are hooked when the application first loads them, and never before.
//
// Each way to a module has its own gate: `require` and `process.getBuiltinModule`, the loader of `.js` files (which
// also serves `import` of CommonJS packages), native addons, and, where Node has `registerHooks`, `import`.

import { Access } from "./addon";
import { PACKAGES } from "./catalog";
import { subject } from "./context";
import { judgeCode, judgePath, sink } from "./judge";
import { Loader } from "./loader";
import { type AnyFunction, replace } from "./patch";
import { whileReading } from "./sinks/code";
import { hookFilePromises } from "./sinks/fs";
import { hookHttp } from "./sinks/http";
import { hookHttp2 } from "./sinks/http2";
import { hookPackage } from "./sinks/packages";
import { dataText, hookWorkers } from "./sinks/worker_threads";

/** Hooks of built-in modules, by name without `node:`. */
const late = new Map<string, (exports: never) => void>();

/** Built-in modules that were hooked. */
const done = new Set<string>();

/** Says that a module was loaded whose function is not where it was since some version. */
type Report = (module: string, missing: string, since: string) => void;
let report: Report = () => {};

/** Puts the gates in. `workers` is called before a worker starts. */
export function watchModules(workers: () => void, unhooked: Report): void {
  report = unhooked;
  late.set("fs/promises", hookFilePromises);
  late.set("worker_threads", (threads) => hookWorkers(threads, workers));
  late.set("http", hookHttp);
  late.set("https", hookHttp);
  late.set("http2", hookHttp2);
  late.set("sqlite", (exports) => hookAll("node:sqlite", "", exports));
  watchRequire();
  watchFiles();
  watchAddons();
  watchImports();
}

function hookBuiltin(request: unknown, exports: unknown): void {
  if (typeof request !== "string") return;
  const name = request.startsWith("node:") ? request.slice(5) : request;
  const hook = late.get(name);
  if (hook === undefined || done.has(name)) return;
  done.add(name);
  hook(exports as never);
  Loader.syncBuiltinESMExports();
}

function watchRequire(): void {
  const gate = (original: AnyFunction): AnyFunction =>
    function (this: unknown, request: unknown) {
      const exports: unknown = Reflect.apply(original, this, arguments);
      hookBuiltin(request, exports);
      return exports;
    };
  replace(Loader, "_load", gate);
  replace(process, "getBuiltinModule", gate);
}

function watchFiles(): void {
  const extensions = Loader._extensions;
  for (const extension of [".js", ".cjs"]) {
    if (extensions[extension] === undefined) continue;
    replace(extensions, extension, (original) =>
      function (this: unknown, module: { exports: unknown }, filename: string) {
        const result: unknown = whileReading(filename, () => Reflect.apply(original, this, [module, filename]));
        const start = filename.lastIndexOf("/node_modules/");
        if (start >= 0) hookFile(filename.slice(start + "/node_modules/".length), module.exports);
        return result;
      },
    );
  }
}

function hookFile(place: string, exports: unknown): void {
  const slash = place.indexOf("/", place.startsWith("@") ? place.indexOf("/") + 1 : 0);
  const name = place.slice(0, slash);
  if (slash > 0 && Object.hasOwn(PACKAGES, name)) hookAll(name, place.slice(slash + 1), exports);
}

/** Hooks what the catalog names in one file of a package. */
function hookAll(name: string, file: string, exports: unknown): void {
  for (const hooked of PACKAGES[name] ?? []) {
    if (hooked.file !== file) continue;
    if (!hookPackage(exports, hooked) && hooked.optional !== true) report(name, hooked.name, hooked.since);
  }
}

/** Native addons: loading one is running code, and those of databases are hooked by their file's name. */
function watchAddons(): void {
  const number = sink("fs", "process.dlopen");
  replace(process, "dlopen", (original) => {
    const { dlopen } = {
      dlopen(this: unknown, module: { exports: unknown }, filename: unknown): unknown {
        const judged = subject() !== undefined && typeof filename === "string";
        const refusal = judged ? judgePath(number, filename, Access.Read) : undefined;
        if (refusal !== undefined) throw refusal;
        const result: unknown = Reflect.apply(original, this, arguments);
        const base = String(filename).slice(String(filename).lastIndexOf("/") + 1);
        for (const name of Object.keys(PACKAGES)) hookAll(name, base, module.exports);
        return result;
      },
    };
    return dlopen;
  });
}

// ---- import --------------------------------------------------------------------------------------------------

interface Resolved {
  url: string;
}
type Resolve = (specifier: string, context: unknown, next: (specifier: string, context: unknown) => Resolved) => Resolved;

/** Whether `import` of text (`data:`) and of modules that are hooked late is seen. */
export function seesImports(): boolean {
  return typeof Loader.registerHooks === "function";
}

function watchImports(): void {
  if (!seesImports()) return;
  const number = sink("code", "import");
  const resolve: Resolve = (specifier, context, next) => {
    const resolved = next(specifier, context);
    if (resolved.url.startsWith("data:")) refuseText(number, resolved.url);
    else if (resolved.url.startsWith("node:")) hookImported(resolved.url.slice(5));
    return resolved;
  };
  Loader.registerHooks?.({ resolve });
}

function refuseText(number: number, url: string): void {
  const text = subject() === undefined ? undefined : dataText(url);
  const refusal = text === undefined ? undefined : judgeCode(number, text);
  if (refusal !== undefined) throw refusal;
}

/** The module that is being hooked: loading it comes by here again. */
let importing: string | undefined;

/** A built-in module is about to be imported: hooked first, so that the importer sees our functions. */
function hookImported(name: string): void {
  if (importing === name || !late.has(name) || done.has(name)) return;
  importing = name;
  try {
    require(`node:${name}`);
  } finally {
    importing = undefined;
  }
}

let seen = 0;

/**
 * Hooks built-in modules that were imported in a Node without `registerHooks`: it keeps a list of what was loaded,
 * and the names that importers hold are live.
 */
export function hookImportedModules(): void {
  const list = (process as unknown as { moduleLoadList?: string[] }).moduleLoadList;
  if (seesImports() || list === undefined || list.length === seen) return;
  for (const name of late.keys()) {
    if (!done.has(name) && list.includes(`NativeModule ${name}`)) require(name);
  }
  seen = list.length;
}
