// Nobody notices the agent: functions, errors, stack traces, other preloads, children and their output.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { dist, httpEvent, isBlocked, major, node, preload, startFunction } from "./support/platform.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const T = mkdtempSync(join(tmpdir(), "buckler-manners-"));
symlinkSync(join(here, "../node_modules"), join(T, "node_modules"));
after(() => rmSync(T, { recursive: true, force: true }));

let count = 0;
async function withHandler(text, work, options = {}) {
  const name = `h${++count}`;
  writeFileSync(join(T, `${name}.${options.extension ?? "js"}`), text);
  const instance = await startFunction({ root: T, handler: `${name}.handler`, ...options });
  try {
    return await work(instance);
  } finally {
    await instance.stop();
  }
}
const body = (answer) => JSON.parse(answer.body).body;

test("functions keep name, length, properties and attributes", async () => {
  const probe = `exports.handler = async () => {
    const seen = {};
    const look = (name, holder, depth) => {
      for (const key of Reflect.ownKeys(holder)) {
        const place = Object.getOwnPropertyDescriptor(holder, key);
        let value = place.value;
        if (place.get) try { value = Reflect.get(holder, key); } catch { continue; }
        const label = name + "." + String(key);
        const flags = [place.writable, place.enumerable, place.configurable, typeof place.get].join();
        if (typeof value !== "function") continue;
        seen[label] = [value.name, value.length, flags, Reflect.ownKeys(value).map(String).sort().join()].join("|");
        if (depth > 0 && value.prototype && /^(Script|URL|Worker|ClientRequest|Module)$/.test(String(key))) look(label + ".prototype", value.prototype, depth - 1);
      }
    };
    for (const name of ["fs", "fs/promises", "path", "vm", "child_process", "http", "net", "dns", "url", "module", "worker_threads"]) look(name, require(name), 1);
    look("JSON", JSON, 0);
    look("process", process, 0);
    for (const name of ["URL", "fetch"]) seen[name] = [globalThis[name].name, globalThis[name].length, Reflect.ownKeys(globalThis[name]).map(String).sort().join()].join("|");
    const u = new URL("b", "http://a/");
    seen.instance = [u instanceof URL, u.constructor === URL, Object.prototype.toString.call(u), require("url").URL === URL, new (class extends URL {})("http://a/").href].join("|");
    return { statusCode: 200, body: JSON.stringify(seen) };
  };`;
  const look = (agent) => withHandler(probe, async (instance) => {
    const answer = await instance.invoke(httpEvent());
    assert.equal(answer.kind, "response", answer.body);
    return JSON.parse(body(answer));
  }, { agent });
  const [without, withAgent] = [await look(false), await look(true)];
  // Both inherit it; ours is their own.
  for (const name of ["process.emit", "http.ClientRequest.prototype.emit"]) delete withAgent[name];
  delete without["process.emit"];
  assert.deepEqual(withAgent, without);
});

test("one frame of ours stands below the handler, and none above a core function", () =>
  withHandler(`const fs = require("fs"); exports.handler = async () => { const own = new Error("x").stack; return { statusCode: 200, body: JSON.stringify([own, await new Promise((y) => fs.readFile("/no/such", (e) => y(e.stack)))]) }; };`, async (instance) => {
    const [own, missing] = JSON.parse(body(await instance.invoke(httpEvent())));
    assert.ok(own.match(/buckler/g).length <= 2, own);
    assert.doesNotMatch(missing, /buckler/);
  }));

test("promisified functions give what they are documented to give", () =>
  withHandler(`const fs = require("fs"), cp = require("child_process"), { promisify } = require("util");
    exports.handler = async () => {
      const running = promisify(cp.exec)("printf one; printf two >&2");
      return { statusCode: 200, body: JSON.stringify([await promisify(fs.exists)(__filename), typeof running.child.pid, await running, (await promisify(fs.readFile)(__filename, "utf8")).length > 10]) };
    };`, async (instance) => {
    assert.deepEqual(JSON.parse(body(await instance.invoke(httpEvent()))), [true, "number", { stdout: "one", stderr: "two" }, true]);
  }));

test("the application's stack traces and limits are its own, and errors are Node's", () =>
  withHandler(`const fs = require("fs"); exports.handler = async () => {
      let calls = 0;
      Error.prepareStackTrace = (error, sites) => { calls++; return sites.length; };
      Error.stackTraceLimit = 3;
      const before = calls;
      fs.statSync(__filename); await fs.promises.stat(__filename); fs.existsSync("/no"); eval("1"); new URL("a", "http://b/"); require("path").join("a", "b");
      const during = calls - before;
      const stack = typeof new Error("x").stack;
      Error.prepareStackTrace = undefined;
      let seen; try { fs.readFileSync("/no/such"); } catch (e) { seen = [e.code, e.syscall, e.path, e.errno, e.message]; }
      return { statusCode: 200, body: JSON.stringify({ during, stack, limit: Error.stackTraceLimit, seen }) };
    };`, async (instance) => {
    assert.deepEqual(JSON.parse(body(await instance.invoke(httpEvent()))), {
      during: 0, stack: "number", limit: 3,
      seen: ["ENOENT", "open", "/no/such", -2, "ENOENT: no such file or directory, open '/no/such'"],
    });
  }));

describe("other preloads", () => {
  const tracer = join(T, "tracer.cjs");
  writeFileSync(tracer, `
    // What tracers do: wrap the loader, the emitter of the process, core functions and the handler.
    const Module = require("module"), fs = require("fs"), http = require("http");
    const { require: original } = Module.prototype;
    Module.prototype.require = function (name) { globalThis.required = (globalThis.required ?? 0) + 1; return original.apply(this, arguments); };
    const { emit } = process;
    process.emit = function () { return emit.apply(this, arguments); };
    const { readFileSync } = fs;
    fs.readFileSync = function () { globalThis.read = (globalThis.read ?? 0) + 1; return readFileSync.apply(this, arguments); };
    const { request } = http;
    http.request = function () { return request.apply(this, arguments); };
  `);
  const app = `const fs = require("fs"), path = require("path"); exports.handler = async (event) => {
      const { v } = event.queryStringParameters;
      if (v === "stack") return { statusCode: 200, body: new Error("x").stack.split("\\n")[1] };
      return { statusCode: 200, body: [fs.readFileSync(path.join(__dirname, "public", v), "utf8"), globalThis.read > 0, globalThis.required > 0].join() };
    };`;
  const check = async (instance) => {
    writeFileSync(join(T, "a.txt"), "text");
    const benign = await instance.invoke(httpEvent({ query: { v: "stack" } }));
    assert.match(body(benign), /h\d+\.js:\d+/);
    const attack = await instance.invoke(httpEvent({ query: { v: "../../../etc/passwd" } }));
    assert.ok(isBlocked(attack), attack.body);
    const uncaught = await instance.invoke(httpEvent({ query: { v: "stack" } }));
    assert.equal(uncaught.kind, "response");
  };
  test("a tracer before us", () => withHandler(app, check, { options: `--require=${tracer}` }));
  test("a tracer after us", () => withHandler(app, check, { env: { NODE_OPTIONS: `--require=${preload} --require=${tracer}` } }));
  test("source-map-support before us", () => withHandler(app, check, { options: "--require=source-map-support/register" }));
  test("source-map-support after us", () => withHandler(app, check, { env: { NODE_OPTIONS: `--require=${preload} --require=source-map-support/register` } }));
  test("loaded twice is loaded once", () => withHandler(app, check, { env: { NODE_OPTIONS: `--require=${preload} --require=${preload}` } }));
});

describe("children", () => {
  test("write nothing of ours, whoever parses their output", () =>
    withHandler(`const cp = require("child_process"); exports.handler = async () => ({ statusCode: 200, body: JSON.stringify([
        cp.execFileSync(process.execPath, ["-p", "1+1"], { encoding: "utf8" }),
        cp.execSync("node -p 2+2", { encoding: "utf8", env: { ...process.env, PATH: require("path").dirname(process.execPath) + ":" + process.env.PATH } }),
        cp.spawnSync(process.execPath, ["-e", "console.log(process.env._HANDLER)"], { encoding: "utf8" }).stdout,
        await new Promise((y) => { const c = cp.fork("-e", ["process.send(process.env._HANDLER)"], { execArgv: [], silent: true }); c.on("message", y); c.on("exit", () => y("no message")); c.on("error", () => y("no fork")); }),
      ]) });`, async (instance) => {
      const [one, two, handler] = JSON.parse(body(await instance.invoke(httpEvent())));
      assert.deepEqual([one, two], ["2\n", "4\n"]);
      assert.match(handler, /^h\d+\.handler\n$/, "the child sees another handler than the application's");
    }));
  test("a tool that merely inherits the variables prints nothing of ours", () => {
    const env = { PATH: process.env.PATH, NODE_OPTIONS: `--require=${preload}`, BUCKLER_MODE: "block" };
    assert.equal(execFileSync(node, ["-p", "3"], { encoding: "utf8", env }), "3\n");
    const inside = { ...env, _HANDLER: "app.handler", AWS_LAMBDA_RUNTIME_API: "127.0.0.1:1", LAMBDA_TASK_ROOT: T };
    assert.equal(execFileSync(node, ["-p", "4"], { encoding: "utf8", env: inside }), "4\n");
  });
});

describe("the handler", () => {
  test("sees the name it was given", () =>
    withHandler(`const atLoad = process.env._HANDLER; exports.handler = async () => ({ statusCode: 200, body: [atLoad, process.env._HANDLER].join() });`, async (instance) => {
      assert.match(body(await instance.invoke(httpEvent())), /^(h\d+\.handler),\1$/);
    }));
  test("an ES module with top-level await", () =>
    withHandler(`const late = await Promise.resolve("late"); export const handler = async () => ({ statusCode: 200, body: late });`, async (instance) => {
      assert.equal(body(await instance.invoke(httpEvent())), "late");
    }, { extension: "mjs" }));
  test("a module that does not load fails as it does without us", async () => {
    const run = (agent) => withHandler(`throw new TypeError("at load"); exports.handler = 1;`, async (instance) => JSON.parse((await instance.invoke(httpEvent())).body), { agent });
    const [without, withAgent] = [await run(false), await run(true)];
    assert.equal(withAgent.errorType, without.errorType);
    assert.equal(withAgent.errorMessage, without.errorMessage);
  });
  test("a handler that is not there is named by its own name", () =>
    withHandler(`exports.other = 1;`, async (instance) => {
      const answer = await instance.invoke(httpEvent());
      assert.equal(answer.kind, "init");
      assert.match(answer.body, /h\d+\.handler is undefined or not exported/);
    }));
  test("nested names and getters of a bundler's output", () =>
    withHandler(`const made = {}; Object.defineProperty(made, "handler", { enumerable: true, get: () => async () => ({ statusCode: 200, body: "got" }) }); Object.freeze(made); module.exports = made;`, async (instance) => {
      assert.equal(body(await instance.invoke(httpEvent())), "got");
    }));
  test("code generation that is forbidden stays forbidden", () =>
    withHandler(`const tried = (f) => { try { return f(); } catch (e) { return e.name; } };
      exports.handler = async () => ({ statusCode: 200, body: [tried(() => eval("1")), tried(() => new Function("return 1")()), tried(() => require("vm").runInNewContext("eval('1')", {}, { contextCodeGeneration: { strings: false } }))].join() });`, async (instance) => {
      assert.equal(body(await instance.invoke(httpEvent())), "EvalError,EvalError,EvalError");
    }, { options: "--disallow-code-generation-from-strings", skip: major < 20 }));
});

test("the start line says what is armed, and the first passing calls prove it", () =>
  withHandler(`exports.handler = async () => { require("fs").existsSync("/"); require("child_process").execSync("true"); eval("1"); return { statusCode: 200 }; };`, async (instance) => {
    await instance.invoke(httpEvent());
    for (let tries = 0; tries < 50 && instance.lines.length < 4; tries++) await new Promise((y) => setTimeout(y, 10));
    const [start, ...rest] = instance.lines;
    assert.equal(start.status, "armed");
    assert.equal(start.mode, "block");
    assert.ok(Object.values(start.layers).every((layer) => layer === "armed"));
    assert.deepEqual(rest.map((line) => line.hook).sort(), ["code", "fs", "process"]);
  }));

test("a misspelt variable is a problem that the start line names", () =>
  withHandler(`exports.handler = async () => 1;`, async (instance) => {
    await instance.invoke(httpEvent());
    assert.match(instance.lines[0].problems.join(), /BUCKLER_MOED/);
  }, { env: { BUCKLER_MOED: "block" } }));

test("an addon that is damaged leaves the function running, unprotected, and says so", () => {
  const copy = join(T, "broken");
  execFileSync("cp", ["-r", dist, copy]);
  writeFileSync(join(copy, "buckler.node"), "no addon");
  return withHandler(`exports.handler = async () => ({ statusCode: 200, body: "served" });`, async (instance) => {
    assert.equal(body(await instance.invoke(httpEvent())), "served");
    assert.equal(instance.lines[0].status, "off");
  }, { env: { NODE_OPTIONS: `--require=${join(copy, "preload.cjs")}` } });
});
