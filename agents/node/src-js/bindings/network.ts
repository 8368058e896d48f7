// The bindings that reach out: connections, datagrams and name look-ups of every client, bundled ones included.

import { Access } from "../addon";
import { running, subject } from "../context";
import { type BlockedError, expectError, judgeConnect, judgePath, sink } from "../judge";
import { type Binding, hook } from "./binding";

const EACCES = -13;
/** What a failed look-up gives: `ENOTFOUND`. */
const NOT_FOUND = -3008;

/** Puts the hooks in. */
export function hookNetwork(bindings: { tcp: Binding; pipe: Binding; udp: Binding; cares: Binding }): void {
  hookConnections(bindings.tcp);
  hookSockets(bindings.pipe);
  hookDatagrams(bindings.udp);
  hookLookups(bindings.cares);
}

function hookConnections(tcp: Binding): void {
  const number = sink("connect", "net.connect");
  for (const name of ["connect", "connect6"]) {
    hook(prototypeOf(tcp, "TCP"), name, (original) =>
      function (this: object, _request: unknown, address: unknown, port: unknown) {
        if (subject() !== undefined && typeof address === "string" && !isOwnConnection(address, port)) {
          const host = hostOf(this) ?? address;
          if (refuse(judgeConnect(number, host, address, Number(port) || 0), "EACCES", address)) return EACCES;
        }
        return Reflect.apply(original, this, arguments);
      },
    );
  }
}

function hookSockets(pipe: Binding): void {
  const number = sink("connect", "net.connect");
  hook(prototypeOf(pipe, "Pipe"), "connect", (original) =>
    function (this: unknown, _request: unknown, path: unknown) {
      if (subject() !== undefined && typeof path === "string") {
        if (refuse(judgePath(number, path, Access.Write), "EACCES", path)) return EACCES;
      }
      return Reflect.apply(original, this, arguments);
    },
  );
}

function hookDatagrams(udp: Binding): void {
  const number = sink("datagram", "dgram.send");
  const hookAt = (name: string, addressAt: number, portAt: number): void =>
    hook(prototypeOf(udp, "UDP"), name, (original) =>
      function (this: unknown) {
        const address: unknown = arguments[addressAt];
        if (subject() !== undefined && typeof address === "string") {
          const port = Number(arguments[portAt]) || 0;
          if (refuse(judgeConnect(number, resolved.get(address) ?? address, address, port), "EACCES", address)) return EACCES;
        }
        return Reflect.apply(original, this, arguments);
      },
    );
  for (const name of ["bind", "bind6"]) {
    hook(prototypeOf(udp, "UDP"), name, (original) =>
      function (this: unknown) {
        datagrams = true;
        return Reflect.apply(original, this, arguments);
      },
    );
  }
  for (const name of ["send", "send6"]) hookAt(name, 4, 3);
  for (const name of ["connect", "connect6"]) hookAt(name, 0, 1);
}

function hookLookups(cares: Binding): void {
  const number = sink("dns", "dns.lookup");
  hook(cares, "getaddrinfo", (original) =>
    function (this: unknown, request: unknown, name: unknown) {
      if (subject() !== undefined && typeof name === "string") {
        if (refuse(judgeConnect(number, name, "", 0), "ENOTFOUND", name)) return NOT_FOUND;
        if (datagrams) rememberAnswer(request as LookupRequest, name);
      }
      return Reflect.apply(original, this, arguments);
    },
  );
}

function prototypeOf(binding: Binding, name: string): object {
  return (binding[name] as { prototype: object }).prototype;
}

function refuse(refusal: BlockedError | undefined, code: "EACCES" | "ENOTFOUND", what: string): boolean {
  if (refusal === undefined) return false;
  expectError(code, what);
  return true;
}

// ---- which name an address was asked for by ------------------------------------------------------------------

interface LookupRequest {
  oncomplete: (error: number | null, addresses?: string[]) => void;
}

/** Datagrams are sent to addresses only; sockets know the name. Until the first one is bound no answer is looked at. */
let datagrams = false;

/** Names by the addresses they resolved to, the latest ones. */
const resolved = new Map<string, string>();

function rememberAnswer(request: LookupRequest, name: string): void {
  const MOST = 64;
  const { oncomplete } = request;
  request.oncomplete = function (error, addresses) {
    for (const address of addresses ?? []) {
      if (resolved.size >= MOST) resolved.delete(resolved.keys().next().value!);
      resolved.set(address, name);
    }
    return Reflect.apply(oncomplete, this, arguments as unknown as [number | null, string[]?]);
  };
}

/** Under this symbol Node keeps the socket that a handle belongs to. */
let ownerSymbol: symbol | undefined;

/** The name that the application asked for when it opened this socket, whoever resolved it. */
function hostOf(handle: object): string | undefined {
  ownerSymbol ??= Object.getOwnPropertySymbols(handle).find((symbol) => symbol.description === "owner_symbol");
  if (ownerSymbol === undefined) return undefined;
  const owner = (handle as Record<symbol, { _host?: unknown } | undefined>)[ownerSymbol];
  return typeof owner?._host === "string" && owner._host !== "" ? owner._host : undefined;
}

// ---- the runtime's own connection ----------------------------------------------------------------------------

const [runtimeHost, runtimePort] = (process.env["AWS_LAMBDA_RUNTIME_API"] ?? "").split(":");

/** How many connections to the runtime the client of a streaming handler may still open during an invocation. */
let granted = 0;

/** A streaming handler begins: its client opens the connection for the response while the handler runs already. */
export function grantRuntimeConnection(): void {
  granted = 1;
}

function isRuntime(host: string, port: unknown): boolean {
  return host === runtimeHost && String(port) === runtimePort;
}

/** Whether it is the runtime's client that connects, and not the function. */
function isOwnConnection(host: string, port: unknown): boolean {
  return isRuntime(host, port) && (running() === undefined || granted-- > 0);
}

/** Whether it is the runtime's client that sends this request: between invocations, or the streamed response. */
export function isOwnRequest(host: string, port: unknown, path: string): boolean {
  if (!isRuntime(host, port)) return false;
  const invocation = running();
  const response = `/2018-06-01/runtime/invocation/${encodeURIComponent(invocation?.requestId ?? "")}/response`;
  return invocation === undefined || path === response;
}
