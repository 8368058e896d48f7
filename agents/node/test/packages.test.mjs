// SQL drivers: each function of the catalog proven through the driver itself, by `require`, by `import` and bundled.

import assert from "node:assert/strict";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";
import { httpEvent, isBlocked, major, startFunction } from "./support/platform.mjs";
import { fakePostgres } from "./support/postgres.mjs";

const require = createRequire(import.meta.url);
const here = dirname(fileURLToPath(import.meta.url));
const T = mkdtempSync(join(tmpdir(), "buckler-packages-"));
symlinkSync(join(here, "../node_modules"), join(T, "node_modules"));
after(() => rmSync(T, { recursive: true, force: true }));

/** What the catalog says to try a package with. */
const canary = (name) => /^canary = "(.*)"$/m.exec(readFileSync(join(here, `../../../catalog/${name}.toml`), "utf8"))[1];
const statement = (name) => canary(name).replace("{}", "' + v + '");
const ATTACK = "x' OR '1'='1";

const queries = [];
let postgres, mysql;
before(async () => {
  postgres = fakePostgres(queries);
  postgres.listen(0, "127.0.0.1");
  await once(postgres, "listening");
  mysql = require("mysql2").createServer();
  mysql.on("connection", (connection) => {
    connection.on("error", () => {});
    connection.serverHandshake({ protocolVersion: 4, serverVersion: "8.0.0", connectionId: 1, statusFlags: 2, characterSet: 33, capabilityFlags: 0xffffff & ~0x800 & ~0x20 });
    connection.on("query", (text) => {
      queries.push(text);
      connection.writeTextResult([], [{ name: "n", columnType: 3, columnLength: 11, characterSet: 63, flags: 0, decimals: 0, catalog: "def", schema: "", table: "", orgTable: "", orgName: "n" }]);
    });
    connection.on("stmt_prepare", (text) => {
      queries.push(text);
      connection.writeError({ message: "not here", code: 1295 });
    });
  });
  mysql.listen(0, "127.0.0.1");
  await once(mysql._server, "listening");
});
after(() => {
  postgres.close();
  mysql.close();
});

/** Name, import, set-up, query, file of the catalog. */
const drivers = {
  "pg.Client.query, promise": ["pg", "client", "(await client.query(`SQL`)).rows.length"],
  "pg.Client.query, object": ["pg", "client", "(await client.query({ text: `SQL` })).rows.length"],
  "pg.Client.query, callback": ["pg", "client", "await new Promise((y, n) => client.query(`SQL`, (e, r) => e ? n(e) : y(r.rows.length)))"],
  "pg.Client.query, with values": ["pg", "client", "(await client.query(`SQL`, [])).rows.length"],
  "pg.Pool.query": ["pg", "pool", "(await pool.query(`SQL`)).rows.length"],
  "mysql2 query, callback": ["mysql2", "connection", "await new Promise((y, n) => connection.query(`SQL`, (e, r) => e ? n(e) : y(r.length)))"],
  "mysql2 query, promise": ["mysql2", "promised", "(await promised.query(`SQL`))[0].length"],
  "mysql2 query, object": ["mysql2", "promised", "(await promised.query({ sql: `SQL` }))[0].length"],
  "mysql2 query, values put in by the driver": ["mysql2", "promised", "(await promised.query(`SQL` + ' LIMIT ?', [5]))[0].length"],
};

const app = (load) => `
${load("pg", "pg")}
${load("mysql2", "mysql2")}
const ports = { pg: Number(process.env.PG_PORT), mysql: Number(process.env.MYSQL_PORT) };
const options = { host: "127.0.0.1", user: "u", password: "p", database: "d" };
const open = {
  client: async () => { const client = new pg.Client({ ...options, port: ports.pg }); client.on("error", () => {}); await client.connect(); return { client }; },
  pool: async () => { const pool = new pg.Pool({ ...options, port: ports.pg }); pool.on("error", () => {}); return { pool }; },
  connection: async () => { const connection = mysql2.createConnection({ ...options, port: ports.mysql }); connection.on("error", () => {}); return { connection }; },
  promised: async () => { const promised = mysql2.createConnection({ ...options, port: ports.mysql }).promise(); promised.connection.on("error", () => {}); return { promised }; },
};
const run = {
${Object.entries(drivers).map(([name, [driver, kind, call]]) => `  ${JSON.stringify(name)}: async (v) => { const { ${kind} } = await open.${kind}(); try { return ${call.replaceAll("SQL", statement(driver).replaceAll("' + v + '", "${v}"))}; } finally { ${kind}.end?.(); } },`).join("\n")}
};
const handler = async (event) => { const { name, v } = event.queryStringParameters; return { statusCode: 200, body: "rows: " + await run[name](v) }; };
`;

const roots = {
  require: () => {
    mkdirSync(join(T, "require"));
    writeFileSync(join(T, "require/app.js"), `${app((name, module) => `const ${name} = require(${JSON.stringify(module)});`)} exports.handler = handler;`);
  },
  import: () => {
    mkdirSync(join(T, "import"));
    writeFileSync(join(T, "import/app.mjs"), `${app((name, module) => `import ${name} from ${JSON.stringify(module)};`)} export { handler };`);
  },
  bundle: () => {
    buildSync({ entryPoints: [join(T, "import/app.mjs")], outfile: join(T, "bundle/app.js"), bundle: true, minify: true, platform: "node", format: "cjs", target: "node18", external: ["pg-native"], logLevel: "silent" });
  },
};

for (const [form, write] of Object.entries(roots)) {
  describe(`over the network, ${form}`, () => {
    let guarded;
    before(async () => {
      write();
      const env = { PG_PORT: String(postgres.address().port), MYSQL_PORT: String(mysql._server.address().port) };
      guarded = await startFunction({ root: join(T, form), handler: "app.handler", env });
    });
    after(() => guarded.stop());
    for (const name of Object.keys(drivers)) {
      test(name, async () => {
        const benign = await guarded.invoke(httpEvent({ query: { name, v: "O-Brien" } }));
        assert.match(benign.body, /rows: /, benign.body + benign.stderr);
        const known = queries.length;
        const attack = await guarded.invoke(httpEvent({ query: { name, v: ATTACK } }));
        assert.ok(isBlocked(attack), `${attack.body} ${attack.stderr ?? ""}`);
        assert.equal(queries.slice(known).filter((text) => text.includes("OR '1'='1")).length, 0, "the statement reached the server");
      });
    }
    if (form !== "require") return;
    test("a module whose functions are not there is named", async () => {
      mkdirSync(join(T, "old/node_modules/pg/lib"), { recursive: true });
      writeFileSync(join(T, "old/node_modules/pg/lib/client.js"), "module.exports = class Client {};");
      writeFileSync(join(T, "old/app.js"), `require("pg/lib/client.js"); exports.handler = async () => 1;`);
      const old = await startFunction({ root: join(T, "old"), handler: "app.handler" });
      await old.invoke(httpEvent());
      const line = old.lines.find((one) => one.buckler === "unhooked");
      assert.equal(line?.function, "pg.Client.query");
      await old.stop();
    });
  });
}

const tools = process.env.BUCKLER_DRIVERS ?? join(process.env.BUCKLER_TOOLS ?? join(process.env.HOME, ".cache/buckler/tools"), `drivers-${major}`);
const embedded = {
  "better-sqlite3": {
    prepare: "const d = require('better-sqlite3')(':memory:'); d.exec('create table users(name)'); return d.prepare(`SQL`).all().length",
    exec: "const d = require('better-sqlite3')(':memory:'); d.exec('create table users(name)'); d.exec(`SQL`); return 0",
  },
  sqlite3: Object.fromEntries(["run", "get", "all", "each", "prepare", "exec"].map((name) => [name, `const { Database } = require('sqlite3'); const d = new Database(':memory:'); await new Promise((y) => d.exec('create table users(name)', y)); return new Promise((y, n) => d.${name}(\`SQL\`, ${name === "each" ? "() => {}, " : ""}(e) => e ? n(e) : y(0)))`])),
};
for (const [name, calls] of Object.entries(embedded)) {
  describe(name, { skip: existsSync(join(tools, "node_modules", name, "build/Release", `${name === "sqlite3" ? "node_sqlite3" : "better_sqlite3"}.node`)) ? false : `not built for Node ${major}: run test/drivers.mjs` }, () => {
    let guarded;
    before(async () => {
      const root = join(T, `embedded-${name}`);
      mkdirSync(root);
      symlinkSync(join(tools, "node_modules"), join(root, "node_modules"));
      writeFileSync(join(root, "app.js"), `const run = {${Object.entries(calls).map(([one, text]) => `${one}: async (v) => { ${text.replaceAll("SQL", canary(name).replace("{}", "${v}"))} }`).join(",\n")}}; exports.handler = async (event) => { const { name, v } = event.queryStringParameters; return { statusCode: 200, body: "rows: " + await run[name](v) }; };`);
      guarded = await startFunction({ root, handler: "app.handler" });
    });
    after(() => guarded.stop());
    for (const call of Object.keys(calls)) {
      test(call, async () => {
        const benign = await guarded.invoke(httpEvent({ query: { name: call, v: "O-Brien" } }));
        assert.match(benign.body, /rows: /, benign.body);
        const attack = await guarded.invoke(httpEvent({ query: { name: call, v: ATTACK } }));
        assert.ok(isBlocked(attack), attack.body);
        assert.ok(!guarded.exited);
      });
    }
  });
}
