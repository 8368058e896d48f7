// What Node loads first in every process that inherits NODE_OPTIONS. It does nothing unless a runtime client is about
// to load a handler here, or this is a worker of such a process.

import fs = require("node:fs");
import { pathToFileURL } from "node:url";
import { type Addon, loadAddon } from "./addon";
import { type Binding, binding, isInPlace } from "./bindings/binding";
import { hookFiles, hookWatcher } from "./bindings/fs";
import { hookNetwork } from "./bindings/network";
import { hookPrograms } from "./bindings/process";
import { hookStreams } from "./bindings/wire";
import { followInvocations, pretend } from "./context";
import { answerForUncaught, answerThrough, protect, workerStarts } from "./handler";
import { connect, PUBLISHED, SELF_TEST } from "./judge";
import { findHandler, type Handler, type Location, locate } from "./location";
import { seesImports, watchModules } from "./modules";
import type { AnyFunction } from "./patch";
import { hookModuleCompiler, hookVm, watchCodeGeneration } from "./sinks/code";
import { hookFetch } from "./sinks/fetch";
import { hookPublicFiles } from "./sinks/fs";
import { hookRequests } from "./sinks/http";
import { hookUndici } from "./sinks/undici";
import { rememberDerivations } from "./sources/derivations";
import { captureEvents } from "./sources/json";

/** Tells children of a process that runs a handler that theirs is another. */
const MARK = "_BUCKLER_PROCESS";

/** Why a part is not there, by its name. */
const missing: Record<string, string> = {};

let concurrent = false;
let handler: Handler | undefined;
let location: Location | undefined;
let addon: Addon | undefined;

function begin(): void {
  if (process.env["BUCKLER_MODE"] === "off") return;
  if (isWorker()) return beginInWorker();
  if (process.env[MARK] !== undefined) return;
  handler = findHandler();
  location = handler === undefined ? undefined : locate(handler);
  if (handler === undefined || location === undefined) return;
  concurrent = followInvocations(Number(process.env["AWS_LAMBDA_MAX_CONCURRENCY"] ?? 1) > 1);
  captureEvents(concurrent);
  installHooks();
  answerForUncaught();
  const stand_in = `${__dirname}/${location.esm ? "esm" : "commonjs"}.handler`;
  if (handler.argument) process.argv[2] = stand_in;
  if (process.env["_HANDLER"] !== undefined) process.env["_HANDLER"] = stand_in;
}

function isWorker(): boolean {
  const list = (process as unknown as { moduleLoadList?: string[] }).moduleLoadList;
  return list?.includes("NativeModule internal/process/worker_thread_only") ?? false;
}

function beginInWorker(): void {
  try {
    addon = loadAddon();
    if (!addon.follow()) return;
  } catch {
    return;
  }
  connect(addon);
  installHooks();
  watchCodeGeneration(addon);
  pretend(PUBLISHED);
}

function installHooks(): void {
  hookBindings();
  hookVm();
  hookModuleCompiler();
  hookPublicFiles();
  hookFetch();
  hookRequests();
  hookUndici();
  rememberDerivations();
  watchModules(workerStarts, reportUnhooked);
}

function hookBindings(): void {
  const part = (name: string, hook: (...bindings: Binding[]) => void, ...names: string[]): void => {
    const found = names.map(binding);
    const refused = found.find((one) => one instanceof Error);
    if (refused instanceof Error) missing[name] = refused.message;
    else hook(...(found as Binding[]));
  };
  part("fs", hookFiles, "fs");
  part("fs", (events) => hookWatcher(events, "FSEvent", "fs.watch"), "fs_event_wrap");
  part("process", hookPrograms, "spawn_sync", "process_wrap");
  part(
    "network",
    (tcp, pipe, udp, cares) => {
      hookNetwork({ tcp, pipe, udp, cares } as Parameters<typeof hookNetwork>[0]);
      hookStreams(tcp!);
    },
    "tcp_wrap",
    "pipe_wrap",
    "udp_wrap",
    "cares_wrap",
  );
}

/** A sink module was loaded and its functions are not where the catalog says: it runs unprotected. */
function reportUnhooked(module: string, name: string, since: string): void {
  say({ buckler: "unhooked", module, function: name, reason: `not found; known since version ${since}` });
}

// ---- when the handler is loaded ------------------------------------------------------------------------------

function arm(): void {
  const { name } = handler!;
  if (process.env["_HANDLER"] !== undefined) process.env["_HANDLER"] = name;
  process.env[MARK] = String(process.pid);
  try {
    addon = loadAddon();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return announce("off", "monitor", [], `the addon could not be loaded: ${code ?? message}`);
  }
  const [mode, ...problems] = addon.start(concurrent);
  if (mode === "off") return announce("off", mode, problems, "every detector is off");
  connect(addon);
  answerThrough(addon);
  if (!watchCodeGeneration(addon)) missing["code"] = "this V8 cannot be asked about code made from text";
  if (!isHooked()) missing["fs"] ??= "a call of fs did not reach its hook";
  announce(Object.keys(missing).length === 0 ? "armed" : "degraded", mode!, problems);
}

/** Whether a public function reaches its hook, and everything put into bindings is still there. */
function isHooked(): boolean {
  pretend(SELF_TEST);
  fs.existsSync("/buckler/self-test");
  pretend(undefined);
  return SELF_TEST.reached && isInPlace();
}

function announce(status: "armed" | "degraded" | "off", mode: string, problems: string[], reason?: string): void {
  const unseen = seesImports() ? [] : ["import of data: URLs", "text of a worker right after a dynamic import of worker_threads"];
  const layers = Object.fromEntries(
    ["event", "fs", "process", "network", "http", "fetch", "code"].map((layer) => [
      layer,
      status === "off" ? "off" : (missing[layer] ?? "armed"),
    ]),
  );
  const reasons = [reason, ...Object.entries(missing).map(([part, why]) => `${part}: ${why}`)].filter((one) => one !== undefined);
  const why = reasons.length === 0 ? {} : { reason: reasons.join("; ") };
  const wrong = problems.length === 0 ? {} : { problems };
  say({ buckler: "start", mode, status, ...why, layers, unseen, ...wrong, node: process.version });
}

function say(line: Record<string, unknown>): void {
  const text = JSON.stringify(line);
  if (addon === undefined) fs.writeSync(1, `${text}\n`);
  else addon.say(text);
}

function pick(exports: unknown): AnyFunction {
  const { name } = handler!;
  let found: unknown = exports;
  for (const step of location!.steps) found = (found as Record<string, unknown> | undefined | null)?.[step];
  if (found === undefined && (exports as { default?: unknown } | undefined)?.default !== undefined) {
    return pick((exports as { default: unknown }).default);
  }
  if (typeof found !== "function") {
    const error = new Error(`${name} is ${found === undefined ? "undefined or not exported" : "not a function"}`);
    error.name = "Runtime.HandlerNotFound";
    throw error;
  }
  return found as AnyFunction;
}

/** Loads the handler of a CommonJS module, protected. */
export function loadHandler(): AnyFunction {
  arm();
  const found = pick(require(location!.file));
  return addon === undefined ? found : protect(found);
}

/** Loads the handler of an ES module, protected. */
export async function importHandler(load: (url: string) => Promise<unknown>): Promise<AnyFunction> {
  arm();
  const found = pick(await load(pathToFileURL(location!.file).href));
  return addon === undefined ? found : protect(found);
}

begin();
