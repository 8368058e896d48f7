// Ways in which an agent like this looked right and was wrong.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { createServer as createServer2 } from "node:http2";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { dist, httpEvent, isBlocked, major, node, preload, startFunction } from "./support/platform.mjs";

const T = mkdtempSync(join(tmpdir(), "buckler-traps-"));
after(() => rmSync(T, { recursive: true, force: true }));

/** Runs a handler whose text is given, with what it needs for the time of a test. */
async function withHandler(text, work, options = {}) {
  const name = `h${Math.random().toString(36).slice(2)}`;
  const extension = options.extension ?? "js";
  writeFileSync(join(T, `${name}.${extension}`), text);
  const instance = await startFunction({ root: T, handler: `${name}.handler`, ...options });
  try {
    return await work(instance);
  } finally {
    await instance.stop();
  }
}

const body = (answer) => JSON.parse(answer.body).body;

describe("a connection that is open already", () => {
  let server, server2, url, url2;
  let seen = [];
  before(async () => {
    server = createServer((request, response) => {
      seen.push(request.url);
      response.end("internal");
    });
    server.listen(0, "127.0.0.2");
    server2 = createServer2((request, response) => {
      seen.push(request.url);
      response.end("internal");
    });
    server2.listen(0, "127.0.0.2");
    await Promise.all([once(server, "listening"), once(server2, "listening")]);
    url = `http://127.0.0.2:${server.address().port}`;
    url2 = `http://127.0.0.2:${server2.address().port}`;
  });
  after(() => {
    server.closeAllConnections();
    server.close();
    server2.close();
  });

  const clients = {
    "http with keep-alive": `const agent = new (require("http").Agent)({ keepAlive: true, maxSockets: 1 });
      const get = (u) => new Promise((y, n) => require("http").get(u, { agent }, (r) => { r.resume(); r.on("end", () => y(r.socket ? "got" : "got")); }).on("error", n));`,
    "an open POST": `const agent = new (require("http").Agent)({ keepAlive: true, maxSockets: 1 });
      const get = (u) => new Promise((y, n) => { const q = require("http").request(u, { agent, method: "POST" }, (r) => { r.resume(); r.on("end", () => y("got")); }); q.on("error", n); q.write("x"); q.end(); });`,
    "fetch": `const get = async (u) => (await fetch(u)).text();`,
  };
  for (const [name, get] of Object.entries(clients)) {
    test(name, () =>
      withHandler(`${get} const own = ${JSON.stringify(url)}; 
        const mine = () => get(own + "/own");
        exports.handler = async (event) => { const { v } = event.queryStringParameters ?? {}; return { statusCode: 200, body: v ? await get(v) : await mine() }; };`, async (instance) => {
        for (let times = 0; times < 3; times++) assert.equal((await instance.invoke(httpEvent({ query: { n: `${times}` } }))).kind, "response");
        assert.ok(seen.includes("/own"));
        const answer = await instance.invoke(httpEvent({ query: { v: `${url}/stolen` } }));
        assert.ok(isBlocked(answer), answer.body);
        assert.ok(!seen.includes("/stolen"), "the request reached the server");
        // Older versions cannot tell this from work that the attacked invocation left over.
        if (major >= 24) assert.equal((await instance.invoke(httpEvent())).kind, "response");
      }));
  }
  test("http2", () =>
    withHandler(`const http2 = require("http2"); let session; const own = ${JSON.stringify(url2)};
      exports.handler = async (event) => {
        session ??= http2.connect(own); session.on("error", () => {});
        const { v } = event.queryStringParameters ?? {};
        const open = v ? http2.connect(new URL(v).origin) : session; open.on("error", () => {});
        return { statusCode: 200, body: await new Promise((y, n) => { const q = open.request({ ":path": v ? new URL(v).pathname : "/own2" }); q.on("error", n); q.resume(); q.on("end", () => y("got")); q.end(); }) };
      };`, async (instance) => {
      assert.equal((await instance.invoke(httpEvent())).kind, "response");
      const answer = await instance.invoke(httpEvent({ query: { v: `${url2}/stolen2` } }));
      assert.ok(isBlocked(answer), answer.body);
      assert.ok(!seen.includes("/stolen2"), "the request reached the server");
    }));
  test("a redirect to an internal host keeps the taint", async () => {
    const redirecting = createServer((_, response) => response.writeHead(302, { location: `${url}/redirected` }).end());
    redirecting.listen(0, "127.0.0.3");
    await once(redirecting, "listening");
    const open = `http://127.0.0.3:${redirecting.address().port}/`;
    try {
      await withHandler(`exports.handler = async (event) => ({ statusCode: 200, body: await (await fetch(event.queryStringParameters.v)).text() });`, async (instance) => {
        const answer = await instance.invoke(httpEvent({ query: { v: open } }));
        assert.ok(isBlocked(answer), answer.body);
        assert.ok(!seen.includes("/redirected"), "the request reached the server");
      }, { env: { BUCKLER_ALLOWED_HOSTS: "127.0.0.3" } });
    } finally {
      redirecting.closeAllConnections();
      redirecting.close();
    }
  });
});

describe("a URL whose normal form hides who wrote it", () => {
  const calls = {
    "http.get(text)": "new Promise((y, n) => require('http').get(u, () => y('got')).on('error', n))",
    "http.get(URL)": "new Promise((y, n) => require('http').get(new URL(u), () => y('got')).on('error', n))",
    "http.request(options)": "new Promise((y, n) => { const p = new URL(u); require('http').request({ hostname: p.hostname, path: p.pathname }, () => y('got')).on('error', n).end(); })",
    "fetch(text)": "fetch(u)",
    "fetch(URL)": "fetch(new URL(u))",
  };
  for (const [name, call] of Object.entries(calls)) {
    test(name, () =>
      withHandler(`exports.handler = async (event) => { const u = "http://" + event.queryStringParameters.v + "/"; await ${call}; return { statusCode: 200, body: "got" }; };`, async (instance) => {
        for (const v of ["127.2", "2130706434", "0x7f.2", "[::ffff:127.0.0.2]"]) {
          assert.ok(isBlocked(await instance.invoke(httpEvent({ query: { v } }))), v);
        }
      }));
  }
});

test("text that the application uses itself is judged again when an attacker names it", () =>
  withHandler(`const fs = require("fs"); exports.handler = async (event) => { const own = fs.readFileSync("/etc/hostname", "utf8"); const { v } = event.queryStringParameters ?? {}; return { statusCode: 200, body: v ? fs.readFileSync(v, "utf8") : own }; };`, async (instance) => {
    for (let times = 0; times < 3; times++) assert.equal((await instance.invoke(httpEvent())).kind, "response");
    assert.ok(isBlocked(await instance.invoke(httpEvent({ query: { v: "/etc/hostname" } }))));
  }));

test("requiring during an invocation works and is no finding", () => {
  mkdirSync(join(T, "node_modules/late"), { recursive: true });
  writeFileSync(join(T, "node_modules/late/index.js"), "module.exports = 'late';");
  return withHandler(`exports.handler = async () => ({ statusCode: 200, body: require("late") + require("querystring").escape(" ") });`, async (instance) => {
    assert.equal(body(await instance.invoke(httpEvent({ query: { late: "late" } }))), "late%20");
    assert.deepEqual(instance.findings, []);
  });
});

test("nothing is loaded that the application does not use", () =>
  withHandler(`exports.handler = async () => ({ statusCode: 200, body: JSON.stringify(process.moduleLoadList.filter((one) => one.startsWith("NativeModule "))) });`, async (guarded) => {
    const loaded = JSON.parse(body(await guarded.invoke(httpEvent())));
    for (const name of ["child_process", "fs/promises", "internal/fs/promises", "worker_threads", "https", "http2", "tls", "dgram", "sqlite", "internal/deps/undici/undici"]) {
      assert.ok(!loaded.includes(`NativeModule ${name}`), name);
    }
  }));

test("fetch stays a plain, enumerable, writable value", () =>
  withHandler(`exports.handler = async () => { const { value, ...flags } = Object.getOwnPropertyDescriptor(globalThis, "fetch"); return { statusCode: 200, body: JSON.stringify({ ...flags, name: value.name, length: value.length }) }; };`, async (instance) => {
    const seen = JSON.parse(body(await instance.invoke(httpEvent())));
    assert.equal(seen.name, "fetch");
    assert.deepEqual([seen.writable, seen.configurable, seen.enumerable], [true, true, true]);
  }));

describe("where process.binding is refused", { skip: major < 22 }, () => {
  const options = major >= 24 ? "--permission --allow-fs-read=* --allow-addons --allow-net" : "--permission --allow-fs-read=* --allow-addons";
  const permission = major >= 25 ? options : options.replace(" --allow-net", "");
  test("the agent says that it is degraded, and the rest still protects", () =>
    withHandler(`exports.handler = async (event) => { const { v, u } = event.queryStringParameters; return { statusCode: 200, body: String(u ? await (await fetch(u)).text() : eval(v)) }; };`, async (instance) => {
      const attack = await instance.invoke(httpEvent({ query: { v: "process.exit(3)" } }));
      assert.ok(isBlocked(attack), `${attack.body} ${attack.stderr}`);
      assert.ok(isBlocked(await instance.invoke(httpEvent({ query: { u: "http://127.0.0.2:9/" } }))));
      const start = instance.lines.find((line) => line.buckler === "start");
      assert.equal(start.status, "degraded");
      assert.match(start.reason, /fs: /);
    }, { options: permission }));
  test("without addons it is off and says so", () =>
    withHandler(`exports.handler = async () => ({ statusCode: 200, body: "served" });`, async (instance) => {
      const answer = await instance.invoke(httpEvent());
      assert.equal(body(answer), "served");
      const start = instance.lines.find((line) => line.buckler === "start");
      assert.equal(start.status, "off");
      assert.match(start.reason, /ERR_DLOPEN_DISABLED/);
    }, { options: permission.replace(" --allow-addons", "") }));
});

test("--pending-deprecation prints no warning of ours", () =>
  withHandler(`exports.handler = async () => ({ statusCode: 200, body: "served" });`, async (instance) => {
    await instance.invoke(httpEvent());
    assert.doesNotMatch(instance.stderr, /DEP0111/);
  }, { options: "--pending-deprecation" }));

describe("work that an invocation left over", () => {
  const app = `const fs = require("fs"), path = require("path"); const results = [];
    exports.handler = async (event) => {
      const { later, wait } = event.queryStringParameters ?? {};
      if (later) setTimeout(() => { try { fs.readFileSync(path.join(__dirname, later)); results.push("ran"); } catch (e) { results.push(e.code); } }, 60);
      if (wait) await new Promise((y) => setTimeout(y, 120));
      return { statusCode: 200, body: JSON.stringify(results) };
    };`;
  test("is judged against its own inputs and condemns nobody else", () =>
    withHandler(app, async (instance) => {
      const first = await instance.invoke(httpEvent({ query: { later: "../../etc/passwd" } }));
      assert.equal(body(first), "[]");
      const second = await instance.invoke(httpEvent({ query: { wait: "1", other: "fine" } }));
      assert.equal(second.kind, "response");
      assert.equal(body(second), '["EACCES"]', "the work was not stopped, or the wrong invocation was condemned");
      const [finding] = await instance.waitForFindings(1);
      assert.match(finding.metadata.correlation_uid, /000000000001$/, "the finding names the wrong invocation");
    }));
  test("is not taken for the next one's", () =>
    withHandler(`const fs = require("fs"); exports.handler = async (event) => {
        if (event.queryStringParameters?.start) setTimeout(() => { try { fs.readFileSync("/etc/hostname"); globalThis.ran = true; } catch { globalThis.ran = false; } }, 60);
        else await new Promise((y) => setTimeout(y, 120));
        return { statusCode: 200, body: String(globalThis.ran) };
      };`, async (instance) => {
      await instance.invoke(httpEvent({ query: { start: "1" } }));
      // Where invocations are told apart by their asynchronous work, the first one's read of a fixed file is its own.
      const second = await instance.invoke(httpEvent({ query: { v: "nothing" } }));
      assert.equal(body(second), "true");
    }));
});

test("invocations side by side are told apart", async () => {
  writeFileSync(join(T, "side.js"), `const fs = require("fs"), path = require("path");
    exports.handler = async (event) => {
      const { v, ms } = event.queryStringParameters;
      await new Promise((y) => setTimeout(y, Number(ms)));
      try { fs.readFileSync(path.join(__dirname, v)); } catch {}
      await new Promise((y) => setTimeout(y, 30));
      return { statusCode: 200, body: "mine" };
    };`);
  const event = (query) => JSON.stringify(JSON.stringify(httpEvent({ query })));
  // The handler is called twice before it answers once.
  const script = `const { handler } = require(${JSON.stringify(join(dist, "commonjs.cjs"))});
    const attack = JSON.parse(${event({ v: "../../etc/passwd", ms: 10 })}), benign = JSON.parse(${event({ v: "side.js", ms: 5 })});
    Promise.all([handler(attack, { awsRequestId: "1" }), handler(benign, { awsRequestId: "2" })])
      .then((answers) => console.log("ANSWERS " + JSON.stringify(answers.map((one) => one.statusCode))));`;
  const out = execFileSync(node, ["--require", preload, "-e", script], {
    cwd: T,
    encoding: "utf8",
    timeout: 10_000,
    env: { PATH: process.env.PATH, _HANDLER: "side.handler", LAMBDA_TASK_ROOT: T, AWS_LAMBDA_RUNTIME_API: "127.0.0.1:1", AWS_LAMBDA_MAX_CONCURRENCY: "10", BUCKLER_MODE: "block" },
  });
  assert.match(out, /ANSWERS \[403,200\]/);
});
