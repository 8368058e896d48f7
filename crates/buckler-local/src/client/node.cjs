'use strict';
// Runs one Lambda function in this process: asks the Runtime API for events, calls the handler, delivers results.
//
// One keep-alive socket and a parser for the few answers the API gives, because loading `http` would take longer than
// everything else here together. What an agent relies on: the handler's name comes from `_HANDLER`, the event is the
// very result of the global `JSON.parse`, and both are looked up at the time of use.

const net = require('net');
const path = require('path');

const API = '/2018-06-01/runtime';
const STREAMING = Symbol.for('aws.lambda.runtime.handler.streaming');
const HIGH_WATER_MARK = Symbol.for('aws.lambda.runtime.handler.streaming.highWaterMark');
const HTTP_PRELUDE = 'application/vnd.awslambda.http-integration-response';
// Node 24 and later have no callback handlers, like the managed runtimes of those versions.
const CALLBACKS = Number(process.versions.node.split('.')[0]) < 24;

/** The connection to the Runtime API: one request at a time, answers in order. */
class Connection {
  constructor(address) {
    const colon = address.lastIndexOf(':');
    this.address = address;
    this.waiting = null;
    this.pending = null;
    this.socket = net.connect({ host: address.slice(0, colon), port: Number(address.slice(colon + 1)), noDelay: true });
    this.socket.on('data', (chunk) => this.read(chunk));
    // Without its API a function has nothing left to do.
    this.socket.on('error', () => process.exit(1));
    this.socket.on('close', () => process.exit(1));
  }

  /** Sends a request; `done(status, headers, body)` gets its answer. */
  request(method, url, headers, body, done) {
    this.begin(method, url, `content-length: ${Buffer.byteLength(body)}\r\n${headers}`, done);
    if (body) this.socket.write(body);
    this.socket.uncork();
  }

  /** Sends the head of a request and leaves the socket corked for its body. */
  begin(method, url, headers, done) {
    this.waiting = done;
    this.socket.ref();
    this.socket.cork();
    this.socket.write(`${method} ${API}${url} HTTP/1.1\r\nhost: ${this.address}\r\n${headers}\r\n`);
  }

  read(chunk) {
    const data = this.pending ? Buffer.concat([this.pending, chunk]) : chunk;
    const end = data.indexOf('\r\n\r\n');
    if (end < 0) return void (this.pending = data);
    const [first, ...lines] = data.latin1Slice(0, end).split('\r\n');
    const headers = Object.create(null);
    for (const line of lines) {
      const colon = line.indexOf(':');
      headers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim();
    }
    const size = Number(headers['content-length'] || 0);
    if (data.length < end + 4 + size) return this.wait(data, end + 4 + size);
    this.pending = null;
    const done = this.waiting;
    this.waiting = null;
    done(Number(first.slice(9, 12)), headers, data.utf8Slice(end + 4, end + 4 + size));
  }

  /** Keeps what has come of a large answer; the rest is copied once, not once per chunk. */
  wait(data, total) {
    const buffer = Buffer.allocUnsafe(total);
    let filled = data.copy(buffer);
    const take = (chunk) => {
      filled += chunk.copy(buffer, filled);
      if (filled < total) return;
      this.socket.off('data', take);
      this.socket.on('data', (next) => this.read(next));
      this.pending = null;
      this.read(buffer);
    };
    this.pending = null;
    this.socket.removeAllListeners('data');
    this.socket.on('data', take);
  }
}

/** What a handler gets as its second argument. */
class Context {
  constructor(headers, finish) {
    const { env } = process;
    this.callbackWaitsForEmptyEventLoop = true;
    this.functionVersion = env.AWS_LAMBDA_FUNCTION_VERSION;
    this.functionName = env.AWS_LAMBDA_FUNCTION_NAME;
    this.memoryLimitInMB = env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE;
    this.logGroupName = env.AWS_LAMBDA_LOG_GROUP_NAME;
    this.logStreamName = env.AWS_LAMBDA_LOG_STREAM_NAME;
    this.clientContext = parsed(headers['lambda-runtime-client-context']);
    this.identity = parsed(headers['lambda-runtime-cognito-identity']);
    this.invokedFunctionArn = headers['lambda-runtime-invoked-function-arn'];
    this.awsRequestId = headers['lambda-runtime-aws-request-id'];
    const deadline = Number(headers['lambda-runtime-deadline-ms']);
    this.getRemainingTimeInMillis = () => deadline - Date.now();
    if (CALLBACKS) {
      this.done = (error, result) => finish(error, result);
      this.fail = (error) => finish(error === undefined || error === null ? 'handled' : error);
      this.succeed = (result) => finish(null, result);
    }
  }
}

/** The stream of a streaming handler: a Writable whose chunks go out as they come. */
function responseStream(connection, url, highWaterMark, done) {
  const { Writable } = require('stream');
  let contentType = 'application/octet-stream';
  let begun = false;
  /** Sends the head of the request, and the prelude if there is one, before the first chunk. */
  const begin = () => {
    if (begun) return;
    begun = true;
    connection.begin(
      'POST', url,
      `transfer-encoding: chunked\r\ntrailer: lambda-runtime-function-error-type, lambda-runtime-function-error-body\r\n`
        + `lambda-runtime-function-response-mode: streaming\r\ncontent-type: ${contentType}\r\n`,
      done,
    );
    connection.socket.uncork();
    if (stream.prelude) send(Buffer.from(stream.prelude));
  };
  const send = (chunk, callback) => {
    if (chunk.length === 0) return void callback?.();
    connection.socket.cork();
    connection.socket.write(`${chunk.length.toString(16)}\r\n`);
    connection.socket.write(chunk);
    connection.socket.write('\r\n', callback);
    connection.socket.uncork();
  };
  const stream = new Writable({
    highWaterMark: highWaterMark || undefined,
    write(chunk, encoding, callback) {
      begin();
      send(typeof chunk === 'string' ? Buffer.from(chunk, encoding) : chunk, callback);
    },
    final(callback) {
      begin();
      connection.socket.write('0\r\n\r\n', callback);
    },
  });
  stream.setContentType = (type) => {
    if (begun) throw new Error('Cannot set content-type, too late.');
    contentType = type;
  };
  stream.prelude = '';
  stream.hasBegun = () => begun;
  stream.breakOff = (error) => {
    const body = Buffer.from(JSON.stringify(failure(error))).toString('base64');
    const kind = headerSafe(failure(error).errorType);
    connection.socket.write(
      `0\r\nlambda-runtime-function-error-type: ${kind}\r\nlambda-runtime-function-error-body: ${body}\r\n\r\n`);
    stream.destroy();
  };
  return stream;
}

function installStreaming() {
  const HttpResponseStream = {
    from(stream, prelude) {
      stream.setContentType(HTTP_PRELUDE);
      stream.prelude = `${JSON.stringify(prelude)}${'\0'.repeat(8)}`;
      return stream;
    },
  };
  globalThis.awslambda = {
    ...globalThis.awslambda,
    streamifyResponse(handler, options) {
      handler[STREAMING] = 'response';
      if (options && options.highWaterMark !== undefined) handler[HIGH_WATER_MARK] = Number(options.highWaterMark);
      return handler;
    },
    HttpResponseStream,
  };
}

function parsed(text) {
  return text ? JSON.parse(text) : undefined;
}

/** An error as the API wants it. Handlers may throw anything. */
function failure(error) {
  if (error && typeof error === 'object' && (error instanceof Error || typeof error.stack === 'string')) {
    const stack = typeof error.stack === 'string' ? error.stack.split('\n') : [];
    return { errorType: String(error.name || 'Error'), errorMessage: String(error.message), trace: stack };
  }
  return { errorType: typeof error, errorMessage: String(error), trace: [] };
}

function headerSafe(text) {
  return text.replace(/[^\x20-\x7e]/g, '_').slice(0, 200);
}

function named(name, message, cause) {
  const error = new Error(message);
  error.name = name;
  if (cause && cause.stack) error.stack = `${name}: ${message}\n${String(cause.stack).split('\n').slice(1).join('\n')}`;
  return error;
}

/** Splits `dir/file.a.b` into the module's path and the names that lead to the handler. */
function splitHandler(text) {
  const base = path.basename(text);
  const dot = base.indexOf('.', 1);
  if (!text || dot < 0) {
    throw named('Runtime.MalformedHandlerName', `\`${text}\` is no handler: expected file.function`);
  }
  const directory = text.slice(0, text.length - base.length);
  return { module: directory + base.slice(0, dot), names: base.slice(dot + 1).split('.') };
}

function isModulePackage(file) {
  const fs = require('fs');
  for (let directory = path.dirname(file); ; directory = path.dirname(directory)) {
    try {
      return JSON.parse(fs.readFileSync(path.join(directory, 'package.json'), 'utf8')).type === 'module';
    } catch (error) {
      if (error.code !== 'ENOENT') return false;
    }
    if (directory === path.dirname(directory) || directory.endsWith('node_modules')) return false;
  }
}

async function loadModule(root, name) {
  const fs = require('fs');
  const file = path.resolve(root, name);
  const found = ['.js', '.mjs', '.cjs'].map((extension) => file + extension).find((candidate) => fs.existsSync(candidate));
  if (!found) {
    // A handler may live in a package, such as a tracer's wrapper.
    try {
      return require(require.resolve(name, { paths: [root] }));
    } catch (error) {
      if (error.code !== 'MODULE_NOT_FOUND') throw error;
      throw named('Runtime.ImportModuleError', `Error: Cannot find module '${path.basename(name)}' in ${path.dirname(file)}`);
    }
  }
  if (found.endsWith('.mjs') || (found.endsWith('.js') && isModulePackage(found))) {
    return import(require('url').pathToFileURL(found).href);
  }
  return require(found);
}

async function loadHandler(root, text) {
  const { module, names } = splitHandler(text);
  let loaded;
  try {
    loaded = await loadModule(root, module);
  } catch (error) {
    if (error instanceof SyntaxError) throw named('Runtime.UserCodeSyntaxError', `SyntaxError: ${error.message}`, error);
    if (error && /^(ERR_)?MODULE_NOT_FOUND$/.test(error.code)) throw named('Runtime.ImportModuleError', `Error: ${error.message}`, error);
    throw error;
  }
  const follow = (from) => names.reduce((value, name) => (value === undefined || value === null ? undefined : value[name]), from);
  const handler = follow(loaded) ?? follow(loaded && loaded.default);
  if (typeof handler !== 'function') {
    throw named('Runtime.HandlerNotFound', `${text} is undefined or not exported`);
  }
  if (!CALLBACKS && handler.length > 2 && handler[STREAMING] !== 'response') {
    throw named('Runtime.CallbackHandlerDeprecated',
      `${text} takes a callback, which functions on Node.js 24 and later cannot: make it an async function`);
  }
  return handler;
}

/** Serves invocations one after the other. */
class Runtime {
  constructor(connection, handler) {
    this.connection = connection;
    this.handler = handler;
    this.current = null;
    this.afterLoop = null;
  }

  next() {
    this.current = null;
    this.connection.request('GET', '/invocation/next', '', '', (status, headers, body) => this.invoke(headers, body));
  }

  invoke(headers, body) {
    const id = headers['lambda-runtime-aws-request-id'];
    const trace = headers['lambda-runtime-trace-id'];
    if (trace) process.env._X_AMZN_TRACE_ID = trace;
    // Only what the handler started keeps the process busy from here on.
    this.connection.socket.unref();
    const invocation = { id, done: false, stream: null };
    this.current = invocation;
    const finish = (error, result) => this.finish(invocation, context, error, result);
    const context = new Context(headers, finish);
    try {
      const event = JSON.parse(body);
      this.call(invocation, event, context, finish);
    } catch (error) {
      this.fail(invocation, error);
    }
  }

  call(invocation, event, context, finish) {
    const handler = this.handler;
    let returned;
    if (handler[STREAMING] === 'response') {
      const url = `/invocation/${invocation.id}/response`;
      invocation.stream = responseStream(this.connection, url, handler[HIGH_WATER_MARK], () => this.next());
      returned = handler(event, invocation.stream, context);
      if (returned && typeof returned.then === 'function') {
        returned.then(() => invocation.stream.writableEnded || invocation.stream.end(), (error) => this.fail(invocation, error));
      }
      return;
    }
    returned = CALLBACKS ? handler(event, context, finish) : handler(event, context);
    if (returned && typeof returned.then === 'function') {
      returned.then((result) => this.succeed(invocation, result), (error) => this.fail(invocation, error));
    } else if (!CALLBACKS) {
      this.succeed(invocation, returned);
    } else if (!invocation.done) {
      // The event loop may run dry without the callback ever being called: that is a null response.
      this.afterLoop ??= () => this.succeed(invocation, null);
    }
  }

  /** A callback was called: now, or once the event loop is empty. */
  finish(invocation, context, error, result) {
    if (invocation.done || invocation.finished) return;
    invocation.finished = true;
    const conclude = error === null || error === undefined
      ? () => this.succeed(invocation, result)
      : () => this.fail(invocation, error);
    if (context.callbackWaitsForEmptyEventLoop) this.afterLoop = conclude;
    else setImmediate(conclude);
  }

  succeed(invocation, result) {
    if (invocation.done) return;
    let body;
    try {
      body = JSON.stringify(result === undefined ? null : result) ?? 'null';
    } catch (error) {
      return this.fail(invocation, named('Runtime.MarshalError', `Unable to stringify response body: ${error.message}`));
    }
    invocation.done = true;
    this.afterLoop = null;
    this.connection.request('POST', `/invocation/${invocation.id}/response`, 'content-type: application/json\r\n', body, () => this.next());
  }

  fail(invocation, error, then = () => this.next()) {
    if (invocation.done) return;
    invocation.done = true;
    this.afterLoop = null;
    if (invocation.stream && invocation.stream.hasBegun()) return invocation.stream.breakOff(error);
    invocation.stream?.destroy();
    report(this.connection, `/invocation/${invocation.id}/error`, error, then);
  }

  /** An error that nothing caught ends the process, and the invocation in it. */
  crash(error, status) {
    console.error(error);
    if (!this.current || this.current.done) process.exit(status);
    this.fail(this.current, error, () => process.exit(status));
  }

  loopIsEmpty() {
    const conclude = this.afterLoop;
    this.afterLoop = null;
    if (conclude) return conclude();
    const current = this.current;
    // An async handler that waits for nothing would wait for ever.
    if (current && !current.done && !current.stream) this.succeed(current, null);
  }
}

function report(connection, url, error, then) {
  const body = failure(error);
  const kind = headerSafe(body.errorType);
  const headers = `content-type: application/json\r\nlambda-runtime-function-error-type: ${kind}\r\n`;
  connection.request('POST', url, headers, JSON.stringify(body), then);
}

async function main() {
  const connection = new Connection(process.env.AWS_LAMBDA_RUNTIME_API);
  installStreaming();
  let handler;
  try {
    handler = await loadHandler(process.env.LAMBDA_TASK_ROOT, process.env._HANDLER);
  } catch (error) {
    console.error(error);
    return report(connection, '/init/error', error, () => process.exit(1));
  }
  const runtime = new Runtime(connection, handler);
  process.on('uncaughtException', (error) => runtime.crash(error, 129));
  process.on('unhandledRejection', (reason) => {
    runtime.crash(named('Runtime.UnhandledPromiseRejection', String(reason && reason.message || reason), reason), 128);
  });
  process.on('beforeExit', () => runtime.loopIsEmpty());
  runtime.next();
}

main();
