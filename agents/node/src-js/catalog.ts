// Made by `cargo xtask catalog` from catalog/*.toml. Edit those.

import type { Hooked } from "./sinks/packages";

/** Sinks of packages, by package. */
export const PACKAGES: Record<string, Hooked[]> = {};
