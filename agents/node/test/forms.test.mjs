// Each sink, reached in each way a program can be put together: runs without the agent, is refused with it.

import assert from "node:assert/strict";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { buildSync } from "esbuild";
import { httpEvent, isBlocked, major, startFunction } from "./support/platform.mjs";
import { forms, sinksOf } from "./support/sinks.mjs";

const T = mkdtempSync(join(tmpdir(), "buckler-forms-"));
const list = sinksOf(major);
let server, socket, url;

before(async () => {
  server = createServer((connection) => {
    connection.on("error", () => {});
    connection.once("data", () => connection.end("HTTP/1.1 200 OK\r\ncontent-length: 4\r\nconnection: close\r\n\r\nLOOT"));
  });
  server.listen(0, "127.0.0.2");
  await once(server, "listening");
  url = `http://127.0.0.2:${server.address().port}/`;
  socket = createSocket("udp4");
  socket.bind(server.address().port, "127.0.0.2");
});

after(() => {
  server.close();
  socket.close();
  rmSync(T, { recursive: true, force: true });
});

/** The files as they are before each attack. */
function reset() {
  for (const name of ["public", "secret", "copy", "copy2", "copy3", "moved", "linked"]) rmSync(join(T, name), { recursive: true, force: true });
  for (const name of ["public", "secret"]) mkdirSync(join(T, name));
  writeFileSync(join(T, "public/a.txt"), "public");
  writeFileSync(join(T, "secret/file.txt"), "LOOT");
}

function write(name, make) {
  const folder = join(T, name.replaceAll(" ", "-"));
  mkdirSync(folder, { recursive: true });
  const [file, text, other] = make(list);
  writeFileSync(join(folder, file), text);
  if (other !== undefined) writeFileSync(join(folder, other[0]), other[1]);
  return folder;
}

/** The static ES module, made one CommonJS file by a bundler: its exports are getters. */
function bundle() {
  const source = write("bundle source", forms["static ESM"]);
  const folder = join(T, "bundle");
  buildSync({ entryPoints: [join(source, "app.mjs")], outfile: join(folder, "app.js"), bundle: true, minify: true, platform: "node", format: "cjs", target: "node18", external: ["node:sqlite"], logLevel: "silent" });
  return folder;
}

/** What this Node offers no way to see. The start line must say so. */
const unseen = (form, sink) => major < 22 && form === "dynamic ESM" && sink.name === "worker text";

const attack = (instance, sink) => {
  reset();
  const v = sink.value.replace("{url}", url);
  return instance.invoke(httpEvent({ query: { sink: sink.name, v, base: join(T, "public"), T } }));
};

for (const name of [...Object.keys(forms), "bundle"]) {
  describe(name, () => {
    let plain, guarded;
    before(async () => {
      const root = name === "bundle" ? bundle() : write(name, forms[name]);
      plain = await startFunction({ root, handler: "app.handler", agent: false });
      guarded = await startFunction({ root, handler: "app.handler" });
    });
    after(() => Promise.all([plain.stop(), guarded.stop()]));

    for (const sink of list) {
      if (unseen(name, sink)) {
        test(`${sink.name} is named as unseen`, async () => {
          await guarded.invoke(httpEvent());
          const start = guarded.lines.find((line) => line.buckler === "start");
          assert.ok(start.unseen.some((one) => one.includes("dynamic import of worker_threads")));
        });
        continue;
      }
      test(sink.name, async () => {
        const without = await attack(plain, sink);
        assert.match(without.body, /ran: /, `the attack does not work at all: ${without.body} ${without.stderr ?? ""}`);
        const withAgent = await attack(guarded, sink);
        assert.ok(isBlocked(withAgent), `not blocked: ${withAgent.kind} ${withAgent.body} ${withAgent.stderr ?? ""}`);
        assert.ok(!guarded.exited, "the process did not survive");
      });
    }
  });
}
