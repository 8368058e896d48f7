// Runs the tests on several versions of Node: `node test/run.mjs --node 20 --node 24 [--only forms]`. A version is a
// number, looked up among the installed tools, or the path of a binary.

import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const tools = process.env.BUCKLER_TOOLS ?? join(homedir(), ".cache/buckler/tools");
const options = (name) => process.argv.flatMap((one, at) => (one === `--${name}` ? [process.argv[at + 1]] : []));

function binary(version) {
  if (version.includes("/")) return version;
  if (process.versions.node.split(".")[0] === version) return process.execPath;
  const path = join(tools, `node-${version}/node_modules/node/bin/node`);
  if (existsSync(path)) return path;
  throw new Error(`Node ${version} is not installed at ${path}: run .ci/setup`);
}

const only = options("only");
const files = readdirSync(here)
  .filter((name) => name.endsWith(".test.mjs") && (only.length === 0 || only.some((one) => name.startsWith(one))))
  .map((name) => join(here, name));
const versions = options("node");
let failed = false;
for (const version of versions.length > 0 ? versions : [process.versions.node.split(".")[0]]) {
  const node = binary(version);
  const major = execFileSync(node, ["-p", "process.versions.node.split('.')[0]"], { encoding: "utf8" }).trim();
  console.log(`Node ${execFileSync(node, ["--version"], { encoding: "utf8" }).trim()}`);
  const env = { ...process.env, BUCKLER_TEST_NODE: node, BUCKLER_TEST_MAJOR: major };
  if (process.argv.includes("--databases")) env.BUCKLER_TEST_DATABASES = "1";
  const { status } = spawnSync(process.execPath, ["--test", "--test-timeout=240000", ...files], { env, stdio: "inherit" });
  failed ||= status !== 0;
}
process.exit(failed ? 1 : 0);
