// Streaming handlers keep their markers and work through every client; once something was refused, nothing of theirs
// leaves any more.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { httpEvent, major, startFunction } from "./support/platform.mjs";

const T = mkdtempSync(join(tmpdir(), "buckler-streaming-"));
after(() => rmSync(T, { recursive: true, force: true }));
before(() => {
  mkdirSync(join(T, "docs"));
  writeFileSync(join(T, "docs/a.txt"), "hello doc");
  writeFileSync(join(T, "app.js"), `
const fs = require("fs"), path = require("path"), { pipeline } = require("stream/promises");
const file = (event) => path.join(__dirname, "docs", event.queryStringParameters.f);
const ways = {
  plain: async (event, stream) => { const text = fs.readFileSync(file(event), "utf8"); stream.setContentType("text/plain"); stream.write("part-1 "); stream.write(text); stream.end(); },
  metadata: async (event, stream) => { const out = awslambda.HttpResponseStream.from(stream, { statusCode: 201, headers: { "x-a": "b" } }); const text = fs.readFileSync(file(event), "utf8"); out.write(text); out.end(); },
  swallowed: async (event, stream) => { let text = "LOOT nothing"; try { text = fs.readFileSync(file(event), "utf8"); } catch {} stream.write(text); stream.end(); },
  late: async (event, stream) => { stream.write("begun "); let text = "LOOT nothing"; try { text = fs.readFileSync(file(event), "utf8"); } catch {} stream.write(text); stream.end(); },
  piped: async (event, stream) => { await pipeline(fs.createReadStream(file(event)), stream); },
};
exports.handler = awslambda.streamifyResponse(async (event, stream, context) => {
  if (typeof context.awsRequestId !== "string") throw new Error("no context");
  await ways[event.queryStringParameters.way](event, stream);
});
`);
});

for (const client of ["own", ...(major === 20 ? ["ric-3"] : []), ...(major >= 22 ? ["ric-4"] : [])]) {
  describe(`with the client ${client}`, () => {
    let guarded;
    before(async () => (guarded = await startFunction({ root: T, handler: "app.handler", client })));
    after(() => guarded.stop());
    const call = (way, f) => guarded.invoke(httpEvent({ query: { way, f } }), 5000);
    for (const way of ["plain", "metadata", "swallowed", "late", "piped"]) {
      test(`${way}: a benign call streams`, async () => {
        const answer = await call(way, "a.txt");
        assert.match(answer.body, /hello doc/, `${answer.kind} ${answer.body} ${answer.stderr ?? ""}`);
        if (way === "metadata") assert.match(answer.body, /^\{"statusCode":201.*\}\0{8}hello doc$/s);
      });
      test(`${way}: an attacked call gives nothing away`, async () => {
        const answer = await call(way, "../../../../../../../../etc/passwd");
        assert.doesNotMatch(answer.body, /root:|part-1|LOOT/);
        assert.equal(answer.kind, way === "piped" ? answer.kind : "response", answer.body);
        if (way !== "late" && answer.kind === "response") assert.match(answer.body, /^\{"statusCode":403.*\}\0{8}/s);
        assert.match((await call("plain", "a.txt")).body, /hello doc/, "the next call is not served");
      });
    }
  });
}
