// The `fs` binding: every public function of `fs` and `fs/promises` that takes a path ends here, whether it is
// called synchronously, with a callback, for a promise or by a stream.

import { Access } from "../addon";
import { subject } from "../context";
import { type BlockedError, expectError, judgePath, sink } from "../judge";
import { type Binding, hook } from "./binding";

/** Binding function, name for findings, what happens to the first path, what happens to the second. */
const FUNCTIONS: [name: string, sink: string, first: Access, second?: Access][] = [
  ["access", "fs.access", Access.Read],
  ["chmod", "fs.chmod", Access.Write],
  ["chown", "fs.chown", Access.Write],
  ["copyFile", "fs.copyFile", Access.Read, Access.Create],
  ["cpSyncCheckPaths", "fs.cpSync", Access.Read, Access.Create],
  ["cpSyncCopyDir", "fs.cpSync", Access.Read, Access.Create],
  ["cpSyncOverrideFile", "fs.cpSync", Access.Read, Access.Create],
  ["lchown", "fs.lchown", Access.Write],
  ["link", "fs.link", Access.Read, Access.Create],
  ["lstat", "fs.lstat", Access.Read],
  ["lutimes", "fs.lutimes", Access.Write],
  ["mkdir", "fs.mkdir", Access.Create],
  ["mkdtemp", "fs.mkdtemp", Access.Create],
  ["readdir", "fs.readdir", Access.Read],
  ["readdirRecursive", "fs.readdir", Access.Read],
  ["readlink", "fs.readlink", Access.Read],
  ["realpath", "fs.realpath", Access.Read],
  ["rename", "fs.rename", Access.Delete, Access.Create],
  ["rmSync", "fs.rmSync", Access.Delete],
  ["rmdir", "fs.rmdir", Access.Delete],
  ["stat", "fs.stat", Access.Read],
  ["statfs", "fs.statfs", Access.Read],
  ["symlink", "fs.symlink", Access.Read, Access.Create],
  ["unlink", "fs.unlink", Access.Delete],
  ["utimes", "fs.utimes", Access.Write],
];

/** Binding function, name for findings, and which argument holds the flags of open(2). */
const OPENERS: [name: string, sink: string, flags: number][] = [
  ["open", "fs.open", 1],
  ["openFileHandle", "fs.promises.open", 1],
  ["readFileUtf8", "fs.readFileSync", 1],
  ["writeFileUtf8", "fs.writeFileSync", 2],
];

/** Puts the hooks in. */
export function hookFiles(fs: Binding): void {
  for (const [name, label, first, second] of FUNCTIONS) hookPaths(fs, name, sink("fs", label), first, second);
  for (const [name, label, flags] of OPENERS) hookOpener(fs, name, sink("fs", label), flags);
  hookExists(fs);
  hookWatcher(fs, "StatWatcher", "fs.watchFile");
  hookJob(fs, "ReadFileJob", "fs.readFile", Access.Read);
  hookJob(fs, "WriteFileJob", "fs.writeFile", Access.Create);
}

function hookPaths(fs: Binding, name: string, number: number, first: Access, second?: Access): void {
  hook(fs, name, (original) =>
    function (this: unknown, one: unknown, other: unknown) {
      if (subject() !== undefined) {
        const refusal = judge(number, one, first) ?? (second === undefined ? undefined : judge(number, other, second));
        if (refusal !== undefined) return refuse(refusal, arguments, fs);
      }
      return Reflect.apply(original, this, arguments);
    },
  );
}

function hookOpener(fs: Binding, name: string, number: number, flags: number): void {
  hook(fs, name, (original) =>
    function (this: unknown, path: unknown) {
      if (subject() !== undefined && typeof path !== "number") {
        const refusal = judge(number, path, accessOf(arguments[flags]));
        if (refusal !== undefined) return refuse(refusal, arguments, fs);
      }
      return Reflect.apply(original, this, arguments);
    },
  );
}

/** `existsSync` promises a boolean and never throws. */
function hookExists(fs: Binding): void {
  const number = sink("fs", "fs.existsSync");
  hook(fs, "existsSync", (original) =>
    function (this: unknown, path: unknown) {
      if (subject() !== undefined && judge(number, path, Access.Read) !== undefined) return false;
      return Reflect.apply(original, this, arguments);
    },
  );
}

/** A class of Node 26 whose instances read or write a whole file, and report to their own `ondone`. */
function hookJob(fs: Binding, name: string, label: string, access: Access): void {
  const job = fs[name];
  if (typeof job !== "function") return;
  const number = sink("fs", label);
  hook(job.prototype as object, "run", (original) =>
    function (this: { ondone(error: Error): void }, path: unknown) {
      const refusal = subject() === undefined ? undefined : judge(number, path, access);
      if (refusal === undefined) return Reflect.apply(original, this, arguments);
      process.nextTick(() => this.ondone(refusal));
      return undefined;
    },
  );
}

/** A class whose instances watch the path that they are started with. */
export function hookWatcher(binding: Binding, name: string, label: string): void {
  const watcher = binding[name];
  if (typeof watcher !== "function") return;
  const number = sink("fs", label);
  hook(watcher.prototype as object, "start", (original) =>
    function (this: unknown, path: unknown) {
      const EACCES = -13;
      if (subject() !== undefined && judge(number, path, Access.Read) !== undefined) return EACCES;
      return Reflect.apply(original, this, arguments);
    },
  );
}

function accessOf(flags: unknown): Access {
  const O_WRITE = 0o3;
  const O_CREATE = 0o100;
  if (typeof flags !== "number") return Access.Read;
  if ((flags & O_CREATE) !== 0) return Access.Create;
  return (flags & O_WRITE) !== 0 ? Access.Write : Access.Read;
}

function judge(number: number, path: unknown, access: Access): BlockedError | undefined {
  if (typeof path === "string") return judgePath(number, path, access);
  if (path instanceof Uint8Array) return judgePath(number, Buffer.from(path).toString("utf8"), access);
  return undefined;
}

/** What old versions of Node hand down to be told of an error: `existsSync` ends in `access` and must not throw. */
interface ErrorContext {
  path: string;
  errno?: number;
  code?: string;
  syscall?: string;
  message?: string;
}

function isErrorContext(value: unknown, fs: Binding): value is ErrorContext {
  return fs["existsSync"] === undefined && typeof value === "object" && value !== null && "path" in value && !("oncomplete" in value);
}

/** Refuses in the form that the call promised: by callback, by promise, or by an exception. */
function refuse(refusal: BlockedError, args: IArguments, fs: Binding): unknown {
  const promised = fs["kUsePromises"];
  const context: unknown = args[args.length - 1];
  if (isErrorContext(context, fs)) {
    Object.assign(context, { errno: refusal.errno, code: refusal.code, syscall: "open", message: refusal.message });
    expectError(refusal.code, context.path);
    return undefined;
  }
  for (const argument of args) {
    if (argument === promised) return Promise.reject(refusal);
    const request = argument as { oncomplete?: unknown } | null | undefined;
    if (typeof request === "object" && typeof request?.oncomplete === "function") {
      process.nextTick(() => (request as { oncomplete(error: Error): void }).oncomplete(refusal));
      return undefined;
    }
  }
  throw refusal;
}
