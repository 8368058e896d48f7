// A Lambda platform of a hundred lines, on loopback: the Runtime API for one process that runs one handler.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const tools = process.env.BUCKLER_TOOLS ?? join(homedir(), ".cache/buckler/tools");
export const dist = join(here, "../../dist");
export const preload = join(dist, "preload.cjs");

/** The `node` under test: BUCKLER_TEST_NODE, or the one that runs this. */
export const node = process.env.BUCKLER_TEST_NODE ?? process.execPath;
/** Its major version. */
export const major = Number(process.env.BUCKLER_TEST_MAJOR ?? process.versions.node.split(".")[0]);

/** Command lines of runtime clients. */
const clients = {
  own: () => [join(here, "client.cjs")],
  "ric-3": (handler) => [join(tools, "ric-3/node_modules/aws-lambda-ric/bin/index.mjs"), handler],
  "ric-4": () => [join(tools, "ric-4/node_modules/aws-lambda-ric/index.mjs")],
};

/** Starts a function. `stop` it, or the process stays. */
export async function startFunction({ root, handler, client = "own", env = {}, agent = true, mode = "block", options = "" }) {
  const waiting = [];
  const queue = [];
  const answers = new Map();
  let number = 0;
  let initError;

  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const [, , , kind, id, what] = request.url.split("/").slice(0, 6);
    if (request.method === "GET") {
      waiting.push(response);
      return serve();
    }
    response.writeHead(202).end("{}");
    if (kind === "init") {
      initError = body.toString();
      for (const answer of answers.values()) answer({ kind: "init", body: initError });
      return;
    }
    const answer = answers.get(id);
    answers.delete(id);
    answer?.({ kind: what, body: body.toString(), type: request.headers["content-type"], trailers: request.trailers });
  });
  const serve = () => {
    while (waiting.length > 0 && queue.length > 0) {
      const { id, event } = queue.shift();
      waiting.shift().writeHead(200, {
        "content-type": "application/json",
        "lambda-runtime-aws-request-id": id,
        "lambda-runtime-deadline-ms": String(Date.now() + 60_000),
        "lambda-runtime-invoked-function-arn": "arn:aws:lambda:eu-west-1:123456789012:function:test",
      }).end(event);
    }
  };
  server.listen(0, "127.0.0.1");
  await once(server, "listening");

  const child = spawn(node, clients[client](handler), {
    cwd: root,
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      AWS_LAMBDA_RUNTIME_API: `127.0.0.1:${server.address().port}`,
      AWS_LAMBDA_FUNCTION_NAME: "test",
      AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: "128",
      AWS_LAMBDA_LOG_GROUP_NAME: "group",
      AWS_LAMBDA_LOG_STREAM_NAME: "stream",
      AWS_REGION: "eu-west-1",
      LAMBDA_TASK_ROOT: root,
      _HANDLER: handler,
      ...(agent ? { NODE_OPTIONS: `${options} --require=${preload}`.trim(), BUCKLER_MODE: mode } : { NODE_OPTIONS: options }),
      ...env,
    },
  });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text) => (stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text) => (stderr += text));
  const gone = new Promise((resolve) => child.on("exit", (code, signal) => resolve({ kind: "exit", code, signal })));

  return {
    pid: child.pid,
    get exited() {
      return child.exitCode !== null || child.signalCode !== null;
    },
    get stdout() {
      return stdout;
    },
    get stderr() {
      return stderr;
    },
    /** Every line of ours on standard output, parsed. */
    get lines() {
      return ours(stdout);
    },
    /** Findings so far. */
    get findings() {
      return ours(stdout).filter((line) => line.class_uid === 2004);
    },
    /** Findings, once there are as many: the log and the answer come by different ways. */
    async waitForFindings(count) {
      for (let tries = 0; tries < 100 && ours(stdout).filter((line) => line.class_uid === 2004).length < count; tries++) {
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      return ours(stdout).filter((line) => line.class_uid === 2004);
    },
    /** Calls the handler. Gives `{kind: "response" | "error" | "init" | "exit" | "timeout", body}`. */
    async invoke(event, milliseconds = 10_000) {
      if (initError !== undefined) return { kind: "init", body: initError };
      const id = `00000000-0000-4000-8000-${String(++number).padStart(12, "0")}`;
      const answered = new Promise((resolve) => answers.set(id, resolve));
      queue.push({ id, event: typeof event === "string" ? event : JSON.stringify(event) });
      serve();
      let timer;
      const late = new Promise((resolve) => (timer = setTimeout(resolve, milliseconds, { kind: "timeout" })));
      const answer = await Promise.race([answered, gone, late]);
      clearTimeout(timer);
      if (answer.kind !== "exit" && answer.kind !== "timeout") return answer;
      return { ...answer, body: "", stdout, stderr };
    },
    async stop() {
      if (child.exitCode === null && child.signalCode === null) child.kill("SIGKILL");
      await gone;
      server.closeAllConnections();
      server.close();
    },
  };
}

function ours(text) {
  const lines = text.split("\n").filter((line) => line.startsWith("{") && (line.includes('"buckler"') || line.includes('"class_uid"')));
  return lines.flatMap((line) => {
    try {
      return [JSON.parse(line)];
    } catch {
      return [];
    }
  });
}

/** An event as an HTTP API sends it. */
export function httpEvent({ query = {}, body, headers = {}, method = body === undefined ? "GET" : "POST", path = "/" } = {}) {
  return {
    version: "2.0",
    routeKey: "$default",
    rawPath: path,
    rawQueryString: new URLSearchParams(query).toString(),
    headers: { accept: "*/*", host: "abc123.execute-api.eu-west-1.amazonaws.com", "user-agent": "test/1.0", ...headers },
    queryStringParameters: query,
    requestContext: {
      accountId: "123456789012",
      apiId: "abc123",
      domainName: "abc123.execute-api.eu-west-1.amazonaws.com",
      domainPrefix: "abc123",
      http: { method, path, protocol: "HTTP/1.1", sourceIp: "203.0.113.9", userAgent: "test/1.0" },
      requestId: "JKJaXmPLvHcESHA=",
      routeKey: "$default",
      stage: "$default",
      time: "25/Nov/2026:12:00:00 +0000",
      timeEpoch: 1795608000000,
    },
    body,
    isBase64Encoded: false,
  };
}

/** Whether an answer is the block response of an HTTP trigger. */
export function isBlocked(answer) {
  return answer.kind === "response" && answer.body.includes("403");
}
