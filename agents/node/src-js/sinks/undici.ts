// Requests of undici: the one inside Node that `fetch` uses, redirects included, and the package.

import diagnostics = require("node:diagnostics_channel");
import { subject } from "../context";
import { judgeUrl, redirected, sink } from "../judge";

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
    const refusal = judgeUrl(number, urlOf(request));
    if (refusal === undefined) return;
    if (typeof request.onError === "function") request.onError(refusal);
    else request.onResponseError?.(refusal);
  });
  diagnostics.subscribe("undici:request:headers", (message) => {
    const { request, response } = message as { request: Request; response: Response };
    if (subject() === undefined || response.statusCode < 300 || response.statusCode > 399) return;
    const location = headerOf(response.headers, "location");
    if (location !== undefined) redirected(urlOf(request), location);
  });
}

interface Response {
  statusCode: number;
  /** Names and values in turn. */
  headers: (string | Uint8Array)[];
}

function urlOf(request: Request): string {
  return `${String(request.origin ?? "")}${String(request.path ?? "")}`;
}

function headerOf(headers: Response["headers"], wanted: string): string | undefined {
  for (let at = 0; at + 1 < headers.length; at += 2) {
    if (String(headers[at]).toLowerCase() === wanted) return String(headers[at + 1]);
  }
  return undefined;
}
