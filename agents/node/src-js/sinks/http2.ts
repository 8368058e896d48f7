// HTTP/2: a session that is open already carries requests past every hook of connections.

import { subject } from "../context";
import { judgeUrl, sink } from "../judge";
import { replace } from "../patch";

interface Session {
  /** Protocol, host and port it was opened for. */
  originSet?: string[];
  constructor: Function;
}
type Http2 = typeof import("node:http2");

/** Wraps `connect`, and the requests of the sessions that it makes. */
export function hookHttp2(http2: Http2): void {
  const number = sink("http", "http2.request");
  const authorities = new WeakMap<object, string>();
  replace(http2, "connect", (original) =>
    function (this: unknown, authority: string | URL) {
      const text = String(authority);
      const refusal = subject() === undefined ? undefined : judgeUrl(number, text);
      if (refusal !== undefined) throw refusal;
      const session = Reflect.apply(original, this, arguments) as object;
      authorities.set(session, text.replace(/\/+$/, ""));
      replace(Object.getPrototypeOf(session) as Session, "request", (request) =>
        function (this: object, headers?: Record<string, unknown>) {
          const url = `${authorities.get(this) ?? ""}${String(headers?.[":path"] ?? "/")}`;
          const stop = subject() === undefined || !authorities.has(this) ? undefined : judgeUrl(number, url);
          if (stop !== undefined) throw stop;
          return Reflect.apply(request, this, arguments);
        },
      );
      return session;
    },
  );
}
