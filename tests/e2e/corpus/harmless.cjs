// Loaded before the agent, which therefore wraps what stands here: whatever a function does runs through Node and
// through the agent down to the native bindings, and ends there. No program is started, no file is opened or changed,
// and no connection leaves but those that the function opens for itself beforehand.
"use strict";
const net = require("node:net");
const dns = require("node:dns");

const ENOENT = -2;
const ECONNREFUSED = -111;
/** A name is answered with an address that is reserved for documentation. */
const ANSWER = "203.0.113.9";

/** `performing`: an operation of a case runs. `reached`: what came down to a binding since then. */
const state = { performing: false, reached: [], ports: new Set() };

const binding = (name) => process.binding(name);

/** Puts `instead` in place of a function wherever `when` says so of the arguments. */
function stand(holder, name, when, instead) {
  const original = holder[name];
  if (typeof original !== "function") return;
  holder[name] = function (...args) {
    return Reflect.apply(when(args) ? instead : original, this, args);
  };
}

const always = () => true;

function reach(what) {
  if (state.performing) state.reached.push(what);
}

// ---- programs ------------------------------------------------------------------------------------------------

/** No program has this name. */
const NOWHERE = "/nonexistent/program";

/** What is started, and what stands for it. Node 24 hands over file and arguments one by one. */
function instead(options, args) {
  const apart = typeof options === "string";
  const file = apart ? options : options.file;
  // What the agent starts in place of a program that it refuses.
  if (file === "/dev/null") return [options, args];
  reach([file, ...((apart ? args : options.args) ?? []).slice(1)]);
  return apart ? [NOWHERE, [NOWHERE]] : [{ ...options, file: NOWHERE, args: [NOWHERE] }, args];
}

function standForPrograms() {
  stand(binding("spawn_sync"), "spawn", always, (options, args) => {
    instead(options, args);
    return { pid: 0, status: null, signal: null, output: null, error: ENOENT };
  });
  // Only a start that fails on its own leaves pipes that end.
  const { prototype } = binding("process_wrap").Process;
  const { spawn } = prototype;
  prototype.spawn = function (options, args, ...rest) {
    return Reflect.apply(spawn, this, [...instead(options, args), ...rest]);
  };
}

// ---- files ---------------------------------------------------------------------------------------------------

/** They take a descriptor, or serve the module loader alone. */
const WITHOUT_PATH = /^(f[a-z]+|close|read|readBuffers|write[A-Z][A-Za-z]*s?|internal[A-Z].*|legacyMainResolve|get[A-Z].*)$/;
const READERS = /^(access|existsSync|lstat|open|openFileHandle|readdir|readFileUtf8|readlink|realpath|stat|statfs)$/;
const O_WRITE_OR_CREATE = 0o103;

function standForFiles() {
  const fs = binding("fs");
  for (const name of Object.keys(fs)) {
    if (!/^[a-z]/.test(name) || (WITHOUT_PATH.test(name) && name !== "writeFileUtf8")) continue;
    const reads = READERS.test(name);
    // The module loader reads files between operations.
    const when = (args) => state.performing || !reads || (name.startsWith("open") && (args[1] & O_WRITE_OR_CREATE) !== 0);
    stand(fs, name, when, (...args) => notFound(fs, name, args));
  }
}

/** Fails as the call promised: by callback, by promise, or by an exception. */
function notFound(fs, name, args) {
  reach(String(args[0]));
  if (name === "existsSync") return false;
  const error = Object.assign(new Error(`ENOENT: no such file or directory, ${name}`), { code: "ENOENT", errno: ENOENT });
  for (const argument of args) {
    if (argument === fs.kUsePromises) return Promise.reject(error);
    if (typeof argument?.oncomplete === "function") return void process.nextTick(() => argument.oncomplete(error));
  }
  throw error;
}

// ---- connections ---------------------------------------------------------------------------------------------

function standForConnections() {
  const { TCP } = binding("tcp_wrap");
  const { hostname, port } = new URL(`http://${process.env.AWS_LAMBDA_RUNTIME_API}`);
  const foreign = ([, address, to]) => {
    const runtime = address === hostname && String(to) === port;
    return state.performing || !(runtime || (address === "127.0.0.1" && state.ports.has(to)));
  };
  for (const name of ["connect", "connect6"]) {
    stand(TCP.prototype, name, foreign, function (request, address, to) {
      reach(`${address}:${to}`);
      setImmediate(() => request.oncomplete(ECONNREFUSED, this, request, false, false));
      return 0;
    });
  }
  stand(binding("pipe_wrap").Pipe.prototype, "connect", always, (_request, path) => (reach(path), ECONNREFUSED));
  for (const name of ["send", "send6", "connect", "connect6"]) {
    stand(binding("udp_wrap").UDP.prototype, name, always, () => (reach(name), ECONNREFUSED));
  }
}

function standForLookups() {
  const cares = binding("cares_wrap");
  stand(cares, "getaddrinfo", always, (request, name) => {
    reach(name);
    setImmediate(() => request.oncomplete(null, [/(^|\.)localhost\.?$/i.test(name) ? "127.0.0.1" : ANSWER]));
    return 0;
  });
  const { prototype } = cares.ChannelWrap;
  for (const name of Object.getOwnPropertyNames(prototype)) {
    if (/^(query|get)[A-Z]/.test(name) && name !== "getServers") stand(prototype, name, always, () => (reach(name), ECONNREFUSED));
  }
}

// ---- SQLite --------------------------------------------------------------------------------------------------

function standForSqlite() {
  const sqlite = process.getBuiltinModule?.("node:sqlite");
  if (sqlite === undefined) return;
  for (const name of ["prepare", "exec"]) stand(sqlite.DatabaseSync.prototype, name, always, reach);
}

if (process.env.REPLAY_FOR_REAL !== "1") {
  standForPrograms();
  standForFiles();
  standForConnections();
  standForLookups();
  standForSqlite();
}

module.exports = state;
