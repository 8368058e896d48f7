// Every way an application can reach a sink, as text, so that one list becomes CommonJS, ES modules, bundles, workers
// and contexts. `v` is the input, `base` the folder the application means, `T` the temporary folder of this run.

const climb = "../secret/file.txt";
const climbDir = "../secret";

/** Sinks of files. `v` climbs out of `base`. */
const files = {
  "fs.readFileSync": "return fs.readFileSync(path.join(base, v), 'utf8')",
  "fs.readFileSync with a buffer": "return String(fs.readFileSync(Buffer.from(path.join(base, v))))",
  "fs.readFileSync with a URL": "return fs.readFileSync(new URL('file://' + base + '/' + v), 'utf8')",
  "fs.readFile": "return new Promise((y, n) => fs.readFile(path.join(base, v), 'utf8', (e, t) => e ? n(e) : y(t)))",
  "fs.promises.readFile": "return fs.promises.readFile(path.join(base, v), 'utf8')",
  "fs.createReadStream": "let t = ''; for await (const c of fs.createReadStream(path.join(base, v))) t += c; return t",
  "fs.createWriteStream": "return new Promise((y, n) => fs.createWriteStream(path.join(base, v)).on('error', n).end('x', y))",
  "fs.openSync": "const f = fs.openSync(path.join(base, v)); fs.closeSync(f); return 'open'",
  "fs.promises.open": "const f = await fs.promises.open(path.join(base, v)); await f.close(); return 'open'",
  "fs.statSync": "return fs.statSync(path.join(base, v)).size",
  "fs.lstatSync": "return fs.lstatSync(path.join(base, v)).size",
  "fs.promises.stat": "return (await fs.promises.stat(path.join(base, v))).size",
  "fs.accessSync": "fs.accessSync(path.join(base, v)); return 'there'",
  "fs.existsSync": "return fs.existsSync(path.join(base, v))",
  "fs.realpathSync": "return fs.realpathSync(path.join(base, v))",
  "fs.realpathSync.native": "return fs.realpathSync.native(path.join(base, v))",
  "fs.writeFileSync": "fs.writeFileSync(path.join(base, v), 'x'); return 'written'",
  "fs.promises.writeFile": "await fs.promises.writeFile(path.join(base, v), 'x'); return 'written'",
  "fs.appendFileSync": "fs.appendFileSync(path.join(base, v), 'x'); return 'appended'",
  "fs.truncateSync": "fs.truncateSync(path.join(base, v), 1); return 'cut'",
  "fs.chmodSync": "fs.chmodSync(path.join(base, v), 0o600); return 'changed'",
  "fs.utimesSync": "fs.utimesSync(path.join(base, v), 1, 1); return 'changed'",
  "fs.copyFileSync": "fs.copyFileSync(path.join(base, v), T + '/copy'); return 'copied'",
  "fs.copyFileSync onto": "fs.copyFileSync(T + '/public/a.txt', path.join(base, v)); return 'copied'",
  "fs.cpSync": "fs.cpSync(path.join(base, v), T + '/copy2'); return 'copied'",
  "fs.promises.cp": "await fs.promises.cp(path.join(base, v), T + '/copy3'); return 'copied'",
  "fs.renameSync": "fs.renameSync(path.join(base, v), T + '/moved'); return 'moved'",
  "fs.unlinkSync": "fs.unlinkSync(path.join(base, v)); return 'gone'",
  "fs.rmSync": "fs.rmSync(path.join(base, v)); return 'gone'",
  "fs.promises.rm": "await fs.promises.rm(path.join(base, v)); return 'gone'",
  "fs.linkSync": "fs.linkSync(path.join(base, v), T + '/linked'); return 'linked'",
  "fs.symlinkSync": "fs.symlinkSync(T + '/public/a.txt', path.join(base, v + '.link')); return 'linked'",
  "fs.watchFile": "return new Promise((y, n) => { try { fs.watchFile(path.join(base, v), () => {}); setTimeout(() => { fs.unwatchFile(path.join(base, v)); y('watched'); }, 5); } catch (e) { n(e); } })",
  "fs.watch": "const w = fs.watch(path.join(base, v)); w.close(); return 'watched'",
};

/** Sinks of folders. */
const folders = {
  "fs.readdirSync": "return fs.readdirSync(path.join(base, v)).length",
  "fs.readdirSync recursive": "return fs.readdirSync(path.join(base, v), { recursive: true }).length",
  "fs.promises.readdir": "return (await fs.promises.readdir(path.join(base, v))).length",
  "fs.opendirSync": "const d = fs.opendirSync(path.join(base, v)); d.closeSync(); return 'opened'",
  "fs.opendir": "return new Promise((y, n) => fs.opendir(path.join(base, v), (e, d) => e ? n(e) : d.close(() => y('opened'))))",
  "fs.promises.opendir": "const d = await fs.promises.opendir(path.join(base, v)); await d.close(); return 'opened'",
  "fs.mkdirSync": "fs.mkdirSync(path.join(base, v, 'new'), { recursive: true }); return 'made'",
  "fs.mkdtempSync": "return fs.mkdtempSync(path.join(base, v, 'x'))",
};

/** Programs. `v` holds a second command. */
const programs = {
  "child_process.execSync": "return cp.execSync('echo ' + v, { encoding: 'utf8' })",
  "child_process.exec": "return new Promise((y, n) => cp.exec('echo ' + v, (e, t) => e ? n(e) : y(t)))",
  "child_process.execFileSync sh -c": "return cp.execFileSync('sh', ['-c', 'echo ' + v], { encoding: 'utf8' })",
  "child_process.execFile shell": "return new Promise((y, n) => cp.execFile('echo ' + v, { shell: true }, (e, t) => e ? n(e) : y(t)))",
  "child_process.spawnSync": "const r = cp.spawnSync('echo ' + v, { shell: true, encoding: 'utf8' }); if (r.error) throw r.error; return r.stdout",
  "child_process.spawn": "return new Promise((y, n) => { let t = ''; const c = cp.spawn('echo ' + v, { shell: true }); c.on('error', n); c.stdout?.on('data', (d) => t += d); c.on('close', () => y(t)); })",
  "process.binding spawn_sync": "const r = process.binding('spawn_sync').spawn({ file: '/bin/sh', args: ['sh', '-c', 'echo ' + v], envPairs: [], stdio: [{ type: 'pipe', readable: true, writable: false }] }); if (r.error) throw new Error('refused ' + r.error); return r.status",
};

/** Connections. `v` is the URL of a server on a loopback address. */
const connections = {
  fetch: "return (await fetch(v)).text()",
  "http.get": "return new Promise((y, n) => http.get(v, (r) => { let t = ''; r.on('data', (c) => t += c); r.on('end', () => y(t)); }).on('error', n))",
  "http.request with options": "const u = new URL(v); return new Promise((y, n) => http.request({ host: u.hostname, port: u.port, path: u.pathname }, (r) => { r.resume(); r.on('end', () => y('answered')); }).on('error', n).end())",
  "net.connect": "const u = new URL(v); return new Promise((y, n) => { const s = net.connect(Number(u.port), u.hostname, () => { s.destroy(); y('connected'); }).on('error', n); })",
  "tls.connect": "const u = new URL(v); return new Promise((y, n) => { const s = tls.connect(Number(u.port), u.hostname, { rejectUnauthorized: false }); s.on('error', (e) => /EACCES|Buckler/.test(e.code + e.message) ? n(e) : y('reached')); s.on('close', () => y('reached')); setTimeout(() => s.destroy(), 300); })",
  "http2.connect": "return new Promise((y, n) => { const s = http2.connect(v); s.on('error', (e) => /EACCES|Buckler/.test(e.code + e.message) ? n(e) : y('reached')); s.on('connect', () => { s.destroy(); y('connected'); }); })",
  "dgram.send": "const u = new URL(v); return new Promise((y, n) => { const s = dgram.createSocket('udp4'); s.send('x', Number(u.port), u.hostname, (e) => { s.close(); e ? n(e) : y('sent'); }); })",
};

/** Code. `v` is an expression that shows whether it ran. */
const code = {
  "direct eval": "return eval(v)",
  "indirect eval": "return (0, eval)(v)",
  Function: "return new Function('return ' + v)()",
  "Function, two arguments": "return Function('a', 'return ' + v)(1)",
  "constructor trick": "return [].constructor.constructor('return ' + v)()",
  AsyncFunction: "return (async () => {}).constructor('return ' + v)()",
  GeneratorFunction: "return (function* () {}).constructor('return ' + v)().next().value",
  "vm.runInThisContext": "return vm.runInThisContext(v)",
  "vm.runInNewContext": "return vm.runInNewContext(v, { globalThis, process })",
  "vm.runInContext": "return vm.runInContext(v, vm.createContext({ globalThis, process }))",
  "vm.Script": "return new vm.Script(v).runInThisContext()",
  "vm.compileFunction": "return vm.compileFunction('return ' + v)()",
  "eval in a context": "return vm.runInNewContext('eval(text)', { text: v, globalThis, process })",
  "Function in a context": "return vm.runInNewContext('new Function(\"return \" + text)()', { text: v, globalThis, process })",
  "Module._compile": "const m = new Module.Module('made'); m._compile('module.exports = ' + v, T + '/made.js'); return m.exports",
  "worker text": "return new Promise((y, n) => { const w = new wt.Worker('require(\"worker_threads\").parentPort.postMessage(' + v + ')', { eval: true }); w.once('message', y); w.once('error', n); })",
};

const named = (group, table, value) => Object.entries(table).map(([name, body]) => ({ name, group, body, value }));

/** All of them: name, group, body, and the value an attacker sends. `value` may need `{url}` filled in. */
export const sinks = [
  ...named("files", files, climb),
  ...named("folders", folders, climbDir),
  ...named("programs", programs, "x; echo LOOT-$((40+2))"),
  ...named("connections", connections, "{url}"),
  ...named("code", code, "process.pid + globalThis.String(7)"),
];

/** Sinks that a Node version lacks are left out. */
export function sinksOf(major) {
  const more = [];
  if (major >= 20) more.push({ name: "fs.openAsBlob", group: "files", body: "return (await fs.openAsBlob(path.join(base, v))).size", value: climb });
  if (major >= 22) {
    more.push({ name: "fs.globSync", group: "files", body: "return fs.globSync(path.join(base, v)).length", value: climb });
    more.push({ name: "import data:", group: "code", body: "return (await import('data:text/javascript,export default ' + encodeURIComponent(v))).default", value: "process.pid + globalThis.String(7)" });
    more.push({ name: "DatabaseSync.exec", group: "sql", body: "const d = new sqlite.DatabaseSync(':memory:'); d.exec('create table t(a)'); d.exec(\"select * from t where a = '\" + v + \"'\"); return 'ran'", value: "x' or 1=1 --" });
    more.push({ name: "DatabaseSync.prepare", group: "sql", body: "const d = new sqlite.DatabaseSync(':memory:'); d.exec('create table t(a)'); return d.prepare(\"select * from t where a = '\" + v + \"'\").all().length + ' rows'", value: "x' or 1=1 --" });
  }
  return [...sinks, ...more];
}

const MODULES = { fs: "fs", path: "path", cp: "child_process", http: "http", http2: "http2", net: "net", tls: "tls", dgram: "dgram", vm: "vm", Module: "module", wt: "worker_threads", sqlite: "node:sqlite" };

const modulesOf = (list) => Object.entries(MODULES).filter(([name]) => list.some(({ body }) => new RegExp(`\\b${name}\\.`).test(body)));
const cases = (list) => list.map(({ name, body }) => `  ${JSON.stringify(name)}: async (v, base, T) => { ${body} },`).join("\n");

const handler = (table) => `
const sinks = {\n${table}\n};
async function run(event) {
  const { sink, v, base, T } = event.queryStringParameters;
  return { statusCode: 200, body: "ran: " + String(await sinks[sink](v, base, T)) };
}
`;

/** One application per form: file name and text. */
export const forms = {
  "CommonJS": (list) => ["app.js", `${modulesOf(list).map(([name, module]) => `const ${name} = require(${JSON.stringify(module)});`).join("\n")}${handler(cases(list))}exports.handler = run;`],
  "static ESM": (list) => ["app.mjs", `${modulesOf(list).map(([name, module]) => `import * as ${name} from ${JSON.stringify(module)};`).join("\n")}${handler(cases(list))}export const handler = run;`],
  "dynamic ESM": (list) => ["app.mjs", `${handler(list.map(({ name, body }) => `  ${JSON.stringify(name)}: async (v, base, T) => { ${modulesOf([{ body }]).map(([one, module]) => `const ${one} = await import(${JSON.stringify(module)});`).join(" ")} ${body} },`).join("\n"))}export const handler = run;`],
  "vm context": (list) => ["app.js", `const realm = require("vm"); const source = ${JSON.stringify(`${modulesOf(list).map(([name, module]) => `const ${name} = require(${JSON.stringify(module)});`).join("\n")}${handler(cases(list))};run`)};
exports.handler = realm.runInContext(source, realm.createContext({ require, process, Buffer, URL, fetch, setTimeout, globalThis }), { importModuleDynamically: realm.constants?.USE_MAIN_CONTEXT_DEFAULT_LOADER });`],
  "worker": (list) => ["app.js", `const { Worker } = require("worker_threads");
exports.handler = (event) => new Promise((resolve, reject) => {
  const worker = new Worker(__dirname + "/job.js", { workerData: event });
  worker.once("message", resolve); worker.once("error", reject);
});`, ["job.js", `${modulesOf(list).map(([name, module]) => `const ${name} = require(${JSON.stringify(module)});`).join("\n")}${handler(cases(list))}
const threads = require("worker_threads");
run(threads.workerData).then((answer) => threads.parentPort.postMessage(answer));`]],
};
