// Requests of `http` and `https`, each one, also on a connection that is open already.

import diagnostics = require("node:diagnostics_channel");
import type { ClientRequest, IncomingMessage } from "node:http";
import { isOwnRequest } from "../bindings/network";
import { subject } from "../context";
import { type BlockedError, judgeUrl, redirected, sink } from "../judge";
import { isOurs, replace } from "../patch";

const number = sink("http", "http.request");

/**
 * Has Node show every request. From version 22 on it does so when a request is made; before, the first request that
 * was sent gives away the class, and the moment a request gets its connection is the one to stop it.
 */
export function hookRequests(): void {
  const early = Number.parseInt(process.versions.node, 10) >= 22;
  diagnostics.subscribe(early ? "http.client.request.created" : "http.client.request.start", (message) => {
    const { request } = message as { request: ClientRequest };
    const known = isOurs(request.emit);
    if (!known) hookClass(Object.getPrototypeOf(request) as object, early);
    if (early || !known) stopIfRefused(request);
  });
}

/** Wraps what takes a URL as text: Node brings it into its normal form before the request can be seen. */
export function hookHttp(http: object): void {
  for (const name of ["request", "get"]) {
    replace(http, name, (original) =>
      function (this: unknown, url: unknown) {
        const judged = typeof url === "string" && subject() !== undefined;
        const request = Reflect.apply(original, this, arguments) as ClientRequest;
        const refusal = judged && !request.destroyed ? judgeUrl(number, url) : undefined;
        if (refusal !== undefined) request.destroy(refusal);
        return request;
      },
    );
  }
}

function hookClass(prototype: object, early: boolean): void {
  replace(prototype, "emit", (original) =>
    function (this: ClientRequest, name: unknown, response: unknown) {
      if (name === "response" && subject() !== undefined) noteRedirect(this, response as IncomingMessage);
      return Reflect.apply(original, this, arguments);
    },
  );
  if (early) return;
  replace(prototype, "onSocket", (original) =>
    function (this: ClientRequest) {
      stopIfRefused(this);
      return Reflect.apply(original, this, arguments);
    },
  );
}

function noteRedirect(request: ClientRequest, response: IncomingMessage): void {
  const { statusCode = 0, headers } = response;
  if (statusCode >= 300 && statusCode <= 399 && headers.location !== undefined) redirected(urlOf(request), headers.location);
}

function stopIfRefused(request: ClientRequest): void {
  const refusal = subject() === undefined ? undefined : judge(request);
  if (refusal !== undefined) request.destroy(refusal);
}

function judge(request: ClientRequest): BlockedError | undefined {
  if (isOwnRequest(request.host, portOf(request) ?? 80, request.path)) return undefined;
  return judgeUrl(number, urlOf(request));
}

function urlOf(request: ClientRequest): string {
  const { protocol, host, path } = request;
  const port = portOf(request);
  const name = host.includes(":") && !host.startsWith("[") ? `[${host}]` : host;
  return `${protocol}//${name}${port === undefined ? "" : `:${port}`}${path}`;
}

/** The port, when it is not the usual one of the protocol. The `Host` header tells it unless it was overridden. */
function portOf(request: ClientRequest): string | undefined {
  const socket = request.socket as { remotePort?: number } | null;
  const header = String(request.getHeader("host") ?? "");
  const written = header.startsWith(request.host) ? /:(\d+)$/.exec(header)?.[1] : undefined;
  return written ?? (socket?.remotePort === undefined ? undefined : String(socket.remotePort));
}
