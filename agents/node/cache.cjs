// Makes V8's code of dist/agent.js for the version of Node that runs this: `node cache.cjs`. The agent is loaded and
// used once first, so that the code holds the functions that every start needs.
"use strict";
const { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join } = require("node:path");
const { Script } = require("node:vm");

const dist = join(__dirname, "dist");
const root = mkdtempSync(join(tmpdir(), "buckler-cache-"));
writeFileSync(join(root, "app.js"), "exports.handler = async () => require('node:fs').existsSync(__filename);");
Object.assign(process.env, { _HANDLER: "app.handler", LAMBDA_TASK_ROOT: root, AWS_LAMBDA_RUNTIME_API: "127.0.0.1:1", BUCKLER_MODE: "monitor" });

const filename = join(dist, "agent.js");
const script = new Script(readFileSync(filename, "utf8"), { filename: "buckler/agent.js" });
const module_ = new module.constructor(filename);
script.runInThisContext()(module_.exports, require, module_, filename, dist);
const handler = module_.exports.loadHandler();
handler(JSON.parse('{"a":"b"}'), { awsRequestId: "1" }).then(() => {
  rmSync(root, { recursive: true });
  mkdirSync(join(dist, "cache"), { recursive: true });
  writeFileSync(join(dist, "cache", `${process.version}-${process.arch}`), script.createCachedData());
});
