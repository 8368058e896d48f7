// A runtime client as small as it can be: what `buckler run` starts is its elder sister.

const http = require("node:http");
const { existsSync } = require("node:fs");
const path = require("node:path");
const { pathToFileURL } = require("node:url");

const [hostname, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(":");
const agent = new http.Agent({ keepAlive: true });
const STREAMING = Symbol.for("aws.lambda.runtime.handler.streaming");

globalThis.awslambda = {
  streamifyResponse: (handler) => Object.assign(handler, { [STREAMING]: "response" }),
  HttpResponseStream: {
    from(stream, prelude) {
      stream.setContentType("application/vnd.awslambda.http-integration-response");
      stream._onBeforeFirstWrite = (write) => {
        write(JSON.stringify(prelude));
        write(new Uint8Array(8));
      };
      return stream;
    },
  },
};

function send(method, route, body) {
  return new Promise((resolve, reject) => {
    const request = http.request({ hostname, port, method, path: `/2018-06-01/runtime/${route}`, agent }, (response) => {
      const chunks = [];
      response.on("data", (chunk) => chunks.push(chunk));
      response.on("end", () => resolve({ headers: response.headers, text: Buffer.concat(chunks).toString() }));
    });
    request.on("error", reject).end(body);
  });
}

async function load() {
  const name = process.env._HANDLER;
  const base = path.basename(name);
  const [, module, steps] = /^([^.]*)\.(.*)$/.exec(base);
  const file = path.resolve(process.env.LAMBDA_TASK_ROOT, name.slice(0, name.indexOf(base)), module);
  const found = ["", ".js", ".mjs", ".cjs"].map((ending) => file + ending).find((one) => existsSync(one));
  let handler = found.endsWith(".mjs") ? await import(pathToFileURL(found).href) : require(found);
  for (const step of steps.split(".")) handler = handler?.[step];
  if (typeof handler !== "function") throw new Error(`${name} is undefined or not exported`);
  return handler;
}

const failure = (error) => JSON.stringify({ errorType: error?.name, errorMessage: error?.message, stackTrace: String(error?.stack).split("\n") });

async function main() {
  const handler = await load().catch(async (error) => {
    await send("POST", "init/error", failure(error));
    process.exit(1);
  });
  for (;;) {
    const { headers, text } = await send("GET", "invocation/next");
    const id = headers["lambda-runtime-aws-request-id"];
    const context = { awsRequestId: id, functionName: "test", callbackWaitsForEmptyEventLoop: true };
    const fail = (error) => send("POST", `invocation/${id}/error`, failure(error));
    const exit = (error) => fail(error).then(() => process.exit(129));
    process.removeAllListeners("uncaughtException").on("uncaughtException", exit);
    if (handler[STREAMING] === "response") {
      const request = http.request({ hostname, port, method: "POST", path: `/2018-06-01/runtime/invocation/${id}/response` });
      const done = new Promise((resolve) => request.on("response", (response) => response.resume().on("end", resolve)));
      const write = request.write.bind(request);
      request.setContentType = (type) => request.setHeader("content-type", type);
      request.write = (...args) => {
        request._onBeforeFirstWrite?.(write);
        request._onBeforeFirstWrite = undefined;
        return write(...args);
      };
      try {
        await handler(JSON.parse(text), request, context);
        await done;
      } catch (error) {
        request.destroy();
        await fail(error);
      }
      continue;
    }
    try {
      const value = await new Promise((resolve, reject) => {
        const callback = (error, value) => (error ? reject(error) : resolve(value));
        const result = handler(JSON.parse(text), context, callback);
        if (typeof result?.then === "function") result.then(resolve, reject);
        else if (handler.length < 3) resolve(result);
      });
      await send("POST", `invocation/${id}/response`, JSON.stringify(value ?? null));
    } catch (error) {
      await fail(error);
    }
  }
}

main();
