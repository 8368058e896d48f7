// The form of a block: what the call promised is what the application gets, wherever it calls from, and the caller
// gets the trigger's answer from the same process that serves the next call.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { httpEvent, isBlocked, major, startFunction } from "./support/platform.mjs";

const T = mkdtempSync(join(tmpdir(), "buckler-blocks-"));
after(() => rmSync(T, { recursive: true, force: true }));

const APP = String.raw`
const fs = require("fs"), path = require("path"), cp = require("child_process"), http = require("http"), net = require("net");
const dgram = require("dgram"), dns = require("dns"), { EventEmitter } = require("events");
const file = (v) => path.join(__dirname, "public", v);
const url = (v) => "http://127.0.0.2:9/" + v;

// Each call: how it was refused.
const calls = {
  sync: (v) => { try { fs.readFileSync(file(v)); return "ran"; } catch (e) { return e.code + " thrown"; } },
  promise: (v) => { const p = fs.promises.readFile(file(v)); return p.then(() => "ran", (e) => e.code + " rejected"); },
  callback: (v) => new Promise((y) => { let later = false; fs.readFile(file(v), (e) => y(e ? e.code + (later ? " called back later" : " called back at once") : "ran")); later = true; }),
  stream: (v) => new Promise((y) => fs.createReadStream(file(v)).on("error", (e) => y(e.code + " event")).on("data", () => y("ran"))),
  exists: (v) => fs.existsSync(file(v)) ? "ran" : "false",
  spawn: (v) => new Promise((y) => cp.spawn("echo " + v, { shell: true }).on("error", (e) => y(e.code + " event " + e.syscall)).on("exit", (c) => y("exit " + c))),
  exec: (v) => new Promise((y) => cp.exec("echo " + v, (e) => y(e ? e.code + " called back" : "ran"))),
  execSync: (v) => { try { cp.execSync("echo " + v); return "ran"; } catch (e) { return e.code + " thrown"; } },
  spawnSync: (v) => { const r = cp.spawnSync("echo " + v, { shell: true }); return r.error ? r.error.code + " result" : "ran"; },
  http: (v) => new Promise((y) => http.get(v, () => y("ran")).on("error", (e) => y(e.code + " event"))),
  net: (v) => new Promise((y) => net.connect(9, new URL(v).hostname).on("connect", () => y("ran")).on("error", (e) => y(e.code + " event " + e.syscall))),
  lookup: (v) => new Promise((y) => dns.lookup(new URL(v).hostname, (e) => y(e ? e.code + " called back" : "ran"))),
  fetch: (v) => fetch(v).then(() => "ran", (e) => e.code + " rejected"),
  datagram: (v) => new Promise((y) => { const s = dgram.createSocket("udp4"); s.send("x", 9, new URL(v).hostname, (e) => { s.close(); y(e ? e.code + " called back" : "ran"); }); }),
  eval: (v) => { try { eval(v); return "ran"; } catch (e) { return e.name + " thrown"; } },
};

// Where the application calls from, without anybody who would catch the error. "wait" never comes back by itself.
const places = {
  "a timer": (call) => new Promise(() => setTimeout(call, 1)),
  "an emitter": (call) => new Promise(() => { const e = new EventEmitter(); e.on("x", call); setImmediate(() => e.emit("x")); }),
  "a plain callback": (call) => new Promise(() => fs.stat(__filename, call)),
  "a promise nobody holds": (call) => new Promise(() => { setTimeout(async () => { await null; call(); }, 1); }),
  "a microtask": (call) => new Promise(() => queueMicrotask(call)),
};
const raw = {
  fs: (v) => fs.readFileSync(file(v)),
  "fs callback": (v) => fs.readFile(file(v), (e) => { if (e) throw e; }),
  "fs promise": (v) => { fs.promises.readFile(file(v)); },
  "fs stream": (v) => { fs.createReadStream(file(v)); },
  exec: (v) => cp.execSync("echo " + v),
  spawn: (v) => { cp.spawn("echo " + v, { shell: true }); },
  eval: (v) => (0, eval)(v),
  http: (v) => { http.get(v, () => {}); },
  net: (v) => { net.connect(9, new URL(v).hostname); },
  fetch: (v) => { fetch(v); },
  "a wrapped error": (v) => { try { fs.readFileSync(file(v)); } catch (e) { throw new Error("could not read", { cause: e }); } },
};

let number = 0;
exports.handler = async (event) => {
  const q = event.queryStringParameters ?? {};
  if (q.call) return { statusCode: 200, body: await calls[q.call](q.v) };
  if (q.place) { await places[q.place](() => raw[q.raw](q.v)); }
  if (q.log) return { statusCode: 200, body: JSON.stringify(log) };
  return { statusCode: 200, body: "calls " + ++number };
};
const log = [];
exports.logged = async (event) => {
  const q = event.queryStringParameters ?? {};
  if (q.log) return { statusCode: 200, body: JSON.stringify(log) };
  log.push(await calls[q.call](q.v));
  return { statusCode: 200, body: "swallowed" };
};
`;

const PATH = "../secret/file.txt";
const COMMAND = "x; id";
const URL_VALUE = "http://127.0.0.2:9/x";

before(() => {
  for (const name of ["public", "secret"]) mkdirSync(join(T, name));
  writeFileSync(join(T, "secret/file.txt"), "LOOT");
  writeFileSync(join(T, "app.js"), APP);
  writeFileSync(join(T, "callback.js"), `
const fs = require("fs");
exports.handler = (event, context, callback) => {
  const { v, how } = event.queryStringParameters ?? {};
  if (!v) return callback(null, { statusCode: 200, body: "fine" });
  const read = () => fs.readFile(__dirname + "/public/" + v, "utf8", (error, text) => {
    if (how === "uncaught") { if (error) throw error; }
    if (how === "failed") return callback(error);
    if (how === "done") return context.done(null, { statusCode: 200, body: "done" });
    if (how === "succeed") return context.succeed({ statusCode: 200, body: "succeeded" });
    callback(null, { statusCode: 200, body: error ? "swallowed" : text });
  });
  setTimeout(read, 1);
};`);
});

describe("each call is refused in the form it promised", () => {
  let guarded;
  before(async () => (guarded = await startFunction({ root: T, handler: "app.logged" })));
  after(() => guarded.stop());
  const expected = {
    sync: ["EACCES thrown", PATH],
    promise: ["EACCES rejected", PATH],
    callback: ["EACCES called back later", PATH],
    stream: ["EACCES event", PATH],
    exists: ["false", PATH],
    spawn: ["EACCES event spawn /bin/sh", COMMAND],
    exec: ["EACCES called back", COMMAND],
    execSync: ["EACCES thrown", COMMAND],
    spawnSync: ["EACCES result", COMMAND],
    http: ["EACCES event", URL_VALUE],
    net: ["EACCES event connect", URL_VALUE],
    fetch: ["EACCES rejected", URL_VALUE],
    datagram: ["EACCES called back", URL_VALUE],
    eval: ["EvalError thrown", "process.exit(1)"],
  };
  for (const [call, [form, v]] of Object.entries(expected)) {
    test(call, async () => {
      const answer = await guarded.invoke(httpEvent({ query: { call, v } }));
      assert.ok(isBlocked(answer), `swallowed, and not blocked: ${answer.body}`);
      const { body } = await guarded.invoke(httpEvent({ query: { log: "1" } }));
      assert.equal(JSON.parse(JSON.parse(body).body).at(-1), form);
    });
  }
});

const clients = ["own", ...(major === 20 ? ["ric-3"] : []), ...(major >= 22 ? ["ric-4"] : [])];
for (const client of clients) {
  describe(`nobody catches the block, with the client ${client}`, () => {
    let guarded;
    let served = 0;
    before(async () => (guarded = await startFunction({ root: T, handler: "app.handler", client })));
    after(() => guarded.stop());
    const values = { exec: COMMAND, spawn: COMMAND, eval: "process.exit(1)", http: URL_VALUE, net: URL_VALUE, fetch: URL_VALUE };
    for (const place of ["a timer", "an emitter", "a plain callback", "a promise nobody holds", "a microtask"]) {
      for (const raw of ["fs", "fs callback", "fs promise", "fs stream", "exec", "spawn", "eval", "http", "net", "fetch", "a wrapped error"]) {
        test(`${raw} in ${place}`, async () => {
          const answer = await guarded.invoke(httpEvent({ query: { place, raw, v: values[raw] ?? PATH } }), 5000);
          assert.ok(isBlocked(answer), `${answer.kind} ${answer.body} ${answer.stderr ?? ""}`);
          const next = await guarded.invoke(httpEvent());
          assert.equal(JSON.parse(next.body).body, `calls ${++served}`, "the next call came to another process");
        });
      }
    }
  });
}

if (major <= 22) {
  for (const client of ["own", ...(major === 20 ? ["ric-3"] : [])]) {
    describe(`a callback handler is answered for, with the client ${client}`, () => {
      let guarded;
      before(async () => (guarded = await startFunction({ root: T, handler: "callback.handler", client })));
      after(() => guarded.stop());
      for (const how of ["swallowed", "uncaught", "failed", ...(client === "own" ? [] : ["done", "succeed"])]) {
        test(how, async () => {
          const answer = await guarded.invoke(httpEvent({ query: { how, v: PATH } }), 5000);
          assert.ok(isBlocked(answer), `${answer.kind} ${answer.body} ${answer.stderr ?? ""}`);
          const next = await guarded.invoke(httpEvent());
          assert.equal(JSON.parse(next.body).body, "fine");
        });
      }
    });
  }
}
