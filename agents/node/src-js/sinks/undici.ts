// Requests of undici: the one inside Node that `fetch` uses, redirects included, and the package.

import diagnostics = require("node:diagnostics_channel");
import { subject } from "../context";
import { judgeUrl, sink } from "../judge";

/** What undici shows of a request. Newer versions renamed the way to fail it. */
interface Request {
  origin?: unknown;
  path?: unknown;
  onError?: (error: Error) => void;
  onResponseError?: (error: Error) => void;
}

/** Has undici show every request before it is sent. */
export function hookUndici(): void {
  const number = sink("http", "undici.request");
  diagnostics.subscribe("undici:request:create", (message) => {
    if (subject() === undefined) return;
    const { request } = message as { request: Request };
    const refusal = judgeUrl(number, `${String(request.origin ?? "")}${String(request.path ?? "")}`);
    if (refusal === undefined) return;
    if (typeof request.onError === "function") request.onError(refusal);
    else request.onResponseError?.(refusal);
  });
}
