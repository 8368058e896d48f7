// `pg` and `mysql2` against real servers on loopback, plain and over TLS, bundled and not. Slow to start, so it runs
// only when BUCKLER_TEST_DATABASES is set: `npm run test:all`.

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { dirname, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";
import { httpEvent, isBlocked, startFunction } from "./support/platform.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const wanted = process.env.BUCKLER_TEST_DATABASES !== undefined;
const ATTACK = "x' OR '1'='1";

/** A program of the newest PostgreSQL that Debian has. */
function postgresProgram(name) {
  const root = "/usr/lib/postgresql";
  const version = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a))[0] : undefined;
  return version === undefined ? name : join(root, version, "bin", name);
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function eventually(work) {
  for (let tries = 0; ; tries++) {
    try {
      return await work();
    } catch (error) {
      if (tries === 100) throw error;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}

/** Servers refuse to run as root: then they get a user of the system's own. */
const root = userInfo().uid === 0;
const nobody = root ? { uid: Number(execFileSync("id", ["-u", "nobody"])), gid: Number(execFileSync("id", ["-g", "nobody"])) } : {};

describe("real servers", { skip: wanted ? false : "set BUCKLER_TEST_DATABASES" }, () => {
  const T = mkdtempSync(join(tmpdir(), "buckler-databases-"));
  const servers = [];
  const ports = {};

  before(async () => {
    chmodSync(T, 0o755);
    symlinkSync(join(here, "../node_modules"), join(T, "node_modules"));
    execFileSync("openssl", ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost", "-keyout", join(T, "key.pem"), "-out", join(T, "cert.pem")], { stdio: "ignore" });
    chmodSync(join(T, "key.pem"), 0o600);
    for (const file of ["key.pem", "cert.pem"]) if (root) chownSync(join(T, file), nobody.uid, nobody.gid);
    for (const name of ["pg", "mysql"]) {
      mkdirSync(join(T, name));
      if (root) chownSync(join(T, name), nobody.uid, nobody.gid);
      ports[name] = await freePort();
    }
    const data = join(T, "pg/data");
    execFileSync(postgresProgram("initdb"), ["-D", data, "-U", "u", "--auth=trust", "-E", "UTF8"], { stdio: "ignore", ...nobody, env: { PATH: process.env.PATH } });
    const tls = ["-c", "ssl=on", "-c", `ssl_cert_file=${join(T, "cert.pem")}`, "-c", `ssl_key_file=${join(T, "key.pem")}`];
    servers.push(spawn(postgresProgram("postgres"), ["-D", data, "-p", String(ports.pg), "-c", "listen_addresses=127.0.0.1", "-c", `unix_socket_directories=${join(T, "pg")}`, ...tls], { stdio: "ignore", ...nobody, env: { PATH: process.env.PATH } }));
    const base = ["--no-defaults", `--datadir=${join(T, "mysql/data")}`];
    execFileSync("mariadb-install-db", [...base, "--auth-root-authentication-method=normal", "--skip-test-db"], { stdio: "ignore", ...nobody, env: { PATH: process.env.PATH } });
    servers.push(spawn("mariadbd", [...base, `--port=${ports.mysql}`, "--bind-address=127.0.0.1", `--socket=${join(T, "mysql/s")}`, `--pid-file=${join(T, "mysql/pid")}`, `--ssl-cert=${join(T, "cert.pem")}`, `--ssl-key=${join(T, "key.pem")}`], { stdio: "ignore", ...nobody, env: { PATH: process.env.PATH } }));
    const { default: pg } = await import("pg");
    const { default: mysql2 } = await import("mysql2/promise");
    await eventually(async () => {
      const client = new pg.Client({ host: "127.0.0.1", port: ports.pg, user: "u", database: "postgres" });
      await client.connect();
      await client.query("CREATE TABLE users (name text); INSERT INTO users VALUES ('Tess'), ('O''Brien')");
      await client.end();
    });
    await eventually(async () => {
      const connection = await mysql2.createConnection({ host: "127.0.0.1", port: ports.mysql, user: "root" });
      await connection.query("CREATE DATABASE d");
      await connection.query("CREATE TABLE d.users (name text)");
      await connection.query("INSERT INTO d.users VALUES ('Tess'), ('O''Brien')");
      await connection.end();
    });
    mkdirSync(join(T, "plain"));
    writeFileSync(join(T, "plain/app.mjs"), `
      import pg from "pg"; import mysql2 from "mysql2";
      const secure = (tls) => tls === "1" ? { rejectUnauthorized: false } : undefined;
      const run = {
        async pg(sql, values, tls) { const client = new pg.Client({ host: "127.0.0.1", port: Number(process.env.PG_PORT), user: "u", database: "postgres", ssl: secure(tls) ?? false }); client.on("error", () => {}); await client.connect(); try { return (await client.query(sql.replace("?", "$1"), values)).rows.length; } finally { client.end().catch(() => {}); } },
        async mysql(sql, values, tls) { const c = mysql2.createConnection({ host: "127.0.0.1", port: Number(process.env.MYSQL_PORT), user: "root", database: "d", ssl: secure(tls) }).promise(); c.connection.on("error", () => {}); try { return (await c.query(sql, values))[0].length; } finally { c.connection.destroy(); } },
        async execute(sql, values, tls) { const c = mysql2.createConnection({ host: "127.0.0.1", port: Number(process.env.MYSQL_PORT), user: "root", database: "d", ssl: secure(tls) }).promise(); c.connection.on("error", () => {}); try { return (await c.execute(sql, values))[0].length; } finally { c.connection.destroy(); } },
      };
      export const handler = async (event) => {
        const { driver, v, bound, tls } = event.queryStringParameters;
        const rows = bound === "1" ? await run[driver]("SELECT name FROM users WHERE name = ?", [v], tls) : await run[driver]("SELECT name FROM users WHERE name = '" + v + "'", [], tls);
        return { statusCode: 200, body: "rows: " + rows };
      };`);
    buildSync({ entryPoints: [join(T, "plain/app.mjs")], outfile: join(T, "bundled/app.js"), bundle: true, minify: true, platform: "node", format: "cjs", target: "node18", external: ["pg-native"], logLevel: "silent" });
  });
  after(async () => {
    for (const server of servers) {
      server.kill("SIGKILL");
      await new Promise((resolve) => (server.exitCode === null && server.signalCode === null ? server.once("exit", resolve) : resolve()));
    }
    rmSync(T, { recursive: true, force: true });
  });

  for (const form of ["plain", "bundled"]) {
    describe(form, () => {
      let guarded;
      before(async () => (guarded = await startFunction({ root: join(T, form), handler: "app.handler", env: { PG_PORT: String(ports.pg), MYSQL_PORT: String(ports.mysql) } })));
      after(() => guarded.stop());
      for (const driver of ["pg", "mysql", "execute"]) {
        for (const tls of ["0", "1"]) {
          test(`${driver}${tls === "1" ? " over TLS" : ""}`, async () => {
            const call = (v, bound = "0") => guarded.invoke(httpEvent({ query: { driver, v, bound, tls } }));
            assert.match((await call("Tess")).body, /rows: 1/);
            assert.ok(isBlocked(await call(ATTACK)));
            // A bound value is a value, whatever it holds.
            assert.match((await call(ATTACK, "1")).body, /rows: 0/);
            assert.match((await call("O'Brien", "1")).body, /rows: 1/);
          });
        }
      }
    });
  }
});
