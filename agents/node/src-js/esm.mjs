// Stands in for a handler in an ES module.
import { createRequire } from "node:module";

const { importHandler } = createRequire(import.meta.url)("./preload.cjs");
export const handler = await importHandler((url) => import(url));
