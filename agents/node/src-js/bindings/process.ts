// The bindings that start programs: every function of `child_process` ends here, and so does
// `process.binding("spawn_sync")`.

import { subject } from "../context";
import { type BlockedError, expectError, judgeExec, sink } from "../judge";
import { type Binding, hook } from "./binding";

const EACCES = -13;

/** What a program is started with. Node 24 hands the first two over one by one. */
interface Options {
  file: string;
  args?: readonly string[] | null;
}

/** Puts the hooks in. */
export function hookPrograms(sync: Binding, wrap: Binding): void {
  const spawnSync = sink("process", "child_process.spawnSync");
  hook(sync, "spawn", (original) =>
    function (this: unknown, options: unknown) {
      if (subject() !== undefined && judge(spawnSync, options, arguments[1]) !== undefined) {
        return { pid: 0, status: null, signal: null, output: null, error: EACCES };
      }
      return Reflect.apply(original, this, arguments);
    },
  );
  const spawn = sink("process", "child_process.spawn");
  const { prototype } = wrap["Process"] as { prototype: object };
  hook(prototype, "spawn", (original) =>
    function (this: unknown, options: unknown) {
      const refused = subject() !== undefined && judge(spawn, options, arguments[1]) !== undefined;
      return Reflect.apply(original, this, refused ? impossible(arguments) : arguments);
    },
  );
}

/**
 * The same call for a file that nobody may execute. Only a spawn that fails on its own leaves pipes that end and
 * events in their order.
 */
function impossible(args: IArguments): unknown[] {
  const NOT_EXECUTABLE = "/dev/null";
  const [options, ...rest] = args;
  if (typeof options !== "string") return [{ ...(options as Options), file: NOT_EXECUTABLE, args: [NOT_EXECUTABLE] }];
  return [NOT_EXECUTABLE, [NOT_EXECUTABLE], ...rest.slice(1)];
}

function judge(number: number, options: unknown, rest: unknown): BlockedError | undefined {
  const { file, args } = typeof options === "string" ? { file: options, args: rest as Options["args"] } : (options as Options);
  if (typeof file !== "string") return undefined;
  const refusal = judgeExec(number, file, (args ?? []).slice(1).map(String));
  if (refusal !== undefined) expectError("EACCES", file);
  return refusal;
}
