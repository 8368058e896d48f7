// How a case's operation is performed in Node: the public functions that it can go through.
"use strict";
const childProcess = require("node:child_process");
const fs = require("node:fs");
const http = require("node:http");
const https = require("node:https");
const path = require("node:path");
const vm = require("node:vm");
const { promisify } = require("node:util");
const databases = require("./databases.cjs");

/** Ways by name, or the reason why there is none. */
exports.of = (one) => KINDS[one.kind](one);

exports.isReady = databases.isReady;

exports.ready = async () => {
  tolerateRejections();
  await databases.ready();
};

const KINDS = { shell, exec, path: files, url, code, sql };

// ---- programs ------------------------------------------------------------------------------------------------

function shell({ operation, dialect }) {
  const options = { shell: dialect === "bash" ? "/bin/bash" : "/bin/sh", stdio: "pipe" };
  return {
    "child_process.execSync": async () => childProcess.execSync(operation, options),
    "child_process.exec": () => promisify(childProcess.exec)(operation, { shell: options.shell }),
  };
}

function exec({ operation: { program, args } }) {
  return {
    "child_process.execFileSync": async () => childProcess.execFileSync(program, args, { stdio: "pipe" }),
    "child_process.execFile": () => promisify(childProcess.execFile)(program, args),
  };
}

// ---- files ---------------------------------------------------------------------------------------------------

function files(written) {
  const one = moved(written);
  if (one.cwd !== undefined && one.cwd !== process.cwd()) return "its working directory is another";
  const name = one.base === undefined ? () => one.operation : joined(one);
  if (name === undefined) return "it does not say what was joined to its base";
  return {
    "fs.readFileSync": async () => fs.readFileSync(name()),
    "fs.readFileSync as text": async () => fs.readFileSync(name(), "utf8"),
    "fs.promises.readFile": () => fs.promises.readFile(name()),
    "fs.stat": () => promisify(fs.stat)(name()),
  };
}

/** In the cloud a function's code lies in /var/task: paths of the application's own lead to where it lies here. */
function moved(one) {
  const THERE = /^\/var\/task(?=\/|$)/;
  if (JSON.stringify(one.inputs ?? one.event).includes("/var/task")) return one;
  const move = (text) => text?.replace(THERE, process.env.LAMBDA_TASK_ROOT);
  return { ...one, operation: move(one.operation), base: move(one.base), cwd: move(one.cwd) };
}

/** How an application comes from the base to that path: what follows the base, or else what its caller wrote. */
function joined(one) {
  const { base, operation } = one;
  const folder = base.endsWith("/") ? base : `${base}/`;
  if (operation.startsWith(folder)) return () => path.join(base, operation.slice(folder.length));
  for (const part of [...written(one.inputs ?? one.event), path.relative(base, operation)]) {
    const build = [path.join, path.resolve].find((one) => one(base, part) === operation);
    if (build !== undefined) return () => build(base, part);
  }
  return undefined;
}

/** What a caller wrote, as an application may read it: each value, and what is inside of it. */
function written(value, depth = 0) {
  if (depth > 5) return [];
  if (typeof value === "object" && value !== null) return Object.values(value).flatMap((one) => written(one, depth + 1));
  if (typeof value !== "string" || value === "") return [];
  const inside = [JSON.parse, decodeURIComponent, (text) => [...new URLSearchParams(text).values()]].flatMap((read) => {
    try {
      const found = read(value);
      return found === value ? [] : written(found, depth + 1);
    } catch {
      return [];
    }
  });
  return [value, ...inside];
}

// ---- requests ------------------------------------------------------------------------------------------------

function url(one) {
  const { operation, base } = one;
  const build = base === undefined ? () => operation : against(one);
  if (build === undefined) return "it does not say what was resolved against its base";
  const here = place();
  const found = { fetch: () => here(fetch, build()) };
  const client = operation.toLowerCase().startsWith("https:") ? https : http;
  if (/^https?:/i.test(operation)) found[client === https ? "https.get" : "http.get"] = () => get(here, client, build());
  return found;
}

/** How an application comes from the base to that URL: what follows the base, or else what its caller wrote. */
function against({ base, operation, inputs, event }) {
  const wanted = URL.canParse(operation) ? new URL(operation).href : undefined;
  const rest = operation.startsWith(base) ? [operation.slice(base.length)] : [];
  const part = [...rest, ...written(inputs ?? event)].find((one) => URL.canParse(one, base) && new URL(one, base).href === wanted);
  return part === undefined ? undefined : () => new URL(part, base).href;
}

function get(here, client, address) {
  return new Promise((resolve, reject) => {
    here((one) => client.get(one, resolve).on("error", reject), address);
  });
}

let places = 0;

/** A line of its own to call from, so that nothing is known about the place from another case. */
function place() {
  return vm.compileFunction("return call(address);", ["call", "address"], { filename: `case-${++places}.js` });
}

// ---- code ----------------------------------------------------------------------------------------------------

/** Text that was not refused reached V8, whether or not it is JavaScript. Only `eval` runs it: where there is nothing. */
function code({ operation }) {
  const reaching = (work, runs = false) => async (state) => {
    running = runs;
    try {
      work();
    } catch (error) {
      if (["BucklerBlockedError", "EvalError"].includes(error?.name)) throw error;
    }
    state.reached.push(operation);
  };
  const nowhere = Object.assign(Object.create(null), { operation });
  return {
    Function: reaching(() => new Function(operation)),
    eval: reaching(() => vm.runInNewContext("eval(operation)", nowhere, { timeout: 50 }), true),
    "vm.Script": reaching(() => new vm.Script(operation)),
  };
}

/** The latest text ran. */
let running = false;

/** Promises that such a text makes and nobody waits for may fail; all others may not. */
function tolerateRejections() {
  process.removeAllListeners("unhandledRejection").on("unhandledRejection", (reason) => {
    if (!running) throw reason;
  });
}

// ---- statements ----------------------------------------------------------------------------------------------

function sql({ operation, dialect }) {
  const found = databases.clients[dialect];
  if (found === undefined) return `no hooked driver for ${dialect ?? "an unnamed dialect"}`;
  if (Object.keys(found).length === 0) return `no driver for ${dialect} in this version of Node`;
  return Object.fromEntries(Object.entries(found).map(([name, query]) => [name, (state) => query(operation, state)]));
}
