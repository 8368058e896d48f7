// Requests of `http` and `https`, each one, also on a connection that is open already.

import diagnostics = require("node:diagnostics_channel");
import type { ClientRequest } from "node:http";
import { isOwnRequest } from "../bindings/network";
import { subject } from "../context";
import { type BlockedError, judgeUrl, sink } from "../judge";
import { isOurs, replace } from "../patch";

const number = sink("http", "http.request");

/**
 * Has Node show every request. From version 22 on it does so when a request is made; before, the first request that
 * was sent gives away the class, and the moment a request gets its connection is the one to stop it.
 */
export function hookRequests(): void {
  const major = Number.parseInt(process.versions.node, 10);
  if (major >= 22) return subscribe("http.client.request.created", stopIfRefused);
  subscribe("http.client.request.start", (request) => {
    const prototype = Object.getPrototypeOf(request) as { onSocket: unknown };
    if (isOurs(prototype.onSocket)) return;
    hookConnectedRequests(prototype);
    stopIfRefused(request);
  });
}

function subscribe(channel: string, see: (request: ClientRequest) => void): void {
  diagnostics.subscribe(channel, (message) => see((message as { request: ClientRequest }).request));
}

function hookConnectedRequests(prototype: object): void {
  replace(prototype, "onSocket", (original) =>
    function (this: ClientRequest) {
      stopIfRefused(this);
      return Reflect.apply(original, this, arguments);
    },
  );
}

function stopIfRefused(request: ClientRequest): void {
  const refusal = subject() === undefined ? undefined : judge(request);
  if (refusal !== undefined) request.destroy(refusal);
}

function judge(request: ClientRequest): BlockedError | undefined {
  const { protocol, host, path } = request;
  const port = portOf(request);
  if (isOwnRequest(host, port ?? 80, path)) return undefined;
  const name = host.includes(":") && !host.startsWith("[") ? `[${host}]` : host;
  return judgeUrl(number, `${protocol}//${name}${port === undefined ? "" : `:${port}`}${path}`);
}

/** The port, when it is not the usual one of the protocol. The `Host` header tells it unless it was overridden. */
function portOf(request: ClientRequest): string | undefined {
  const socket = request.socket as { remotePort?: number } | null;
  const header = String(request.getHeader("host") ?? "");
  const written = header.startsWith(request.host) ? /:(\d+)$/.exec(header)?.[1] : undefined;
  return written ?? (socket?.remotePort === undefined ? undefined : String(socket.remotePort));
}
