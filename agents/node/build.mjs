// Builds dist/: the addon by cargo, the preload file by esbuild.
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, renameSync } from "node:fs";
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
  entryPoints: ["src-js/preload.ts"],
  outfile: "dist/preload.cjs",
  bundle: true,
  platform: "node",
  format: "cjs",
  target: "node18",
  minify: process.argv.includes("--minify"),
  legalComments: "none",
});
for (const name of ["commonjs.cjs", "esm.mjs"]) copyFileSync(join(here, "src-js", name), join(dist, name));
