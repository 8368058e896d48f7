// Builds dist/: the addon by cargo, the preload file by esbuild.
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, "dist");
mkdirSync(dist, { recursive: true });

if (!process.argv.includes("--js")) {
  const { status } = spawnSync("cargo", ["build", "--quiet", "--profile", "agent", "-p", "buckler-node"], { cwd: here, stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
  const target = process.env.CARGO_TARGET_DIR ?? join(here, "../../target");
  // A running process keeps the file that it has mapped: the new one takes its name.
  copyFileSync(join(target, "agent/libbuckler_node.so"), join(dist, "buckler.node.new"));
  renameSync(join(dist, "buckler.node.new"), join(dist, "buckler.node"));
}

await build({
  absWorkingDir: here,
  entryPoints: ["src-js/agent.ts"],
  outfile: "dist/agent.js",
  bundle: true,
  platform: "node",
  format: "cjs",
  target: "node18",
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: "none",
  // The frame that the loader calls.
  banner: { js: "(function(exports,require,module,__filename,__dirname){" },
  footer: { js: "})" },
});
copyFileSync(join(here, "src-js/preload.cjs"), join(dist, "preload.cjs"));
for (const name of ["commonjs.cjs", "esm.mjs"]) copyFileSync(join(here, "src-js", name), join(dist, name));

rmSync(join(dist, "cache"), { recursive: true, force: true });
for (const node of [process.execPath, ...installedNodes()]) {
  const { status } = spawnSync(node, [join(here, "cache.cjs")], { stdio: ["ignore", "ignore", "inherit"], env: { PATH: process.env.PATH } });
  if (status !== 0) console.error(`no code cache for ${node}`);
}

/** The other versions of Node that the tests use. */
function installedNodes() {
  const tools = process.env.BUCKLER_TOOLS ?? join(homedir(), ".cache/buckler/tools");
  return ["18", "20", "22", "24", "26"].map((version) => join(tools, `node-${version}/node_modules/node/bin/node`)).filter((node) => existsSync(node));
}
