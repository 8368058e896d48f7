// Drivers, and servers in this process that take every statement and give no rows. Each driver is here twice: as its
// package, which the agent knows, and bundled, where only the bytes on the wire tell.
"use strict";
const { once } = require("node:events");
const { createRequire } = require("node:module");
const { pathToFileURL } = require("node:url");
const state = require("./harmless.cjs");

const agent = process.env.REPLAY_AGENT_SOURCE;
const packages = createRequire(`${agent}/package.json`);
const bundled = require(process.env.REPLAY_DRIVERS);

const LOGIN = { host: "127.0.0.1", user: "u", password: "p", database: "d" };

const connections = {
  "pg.Client.query": { connect: connectPostgres, driver: packages("pg") },
  "pg, bundled": { connect: connectPostgres, driver: bundled.pg },
  "mysql2.Connection.query": { connect: connectMysql, driver: packages("mysql2") },
  "mysql2, bundled": { connect: connectMysql, driver: bundled.mysql2 },
};

/** By dialect and name: performs a statement. */
exports.clients = {
  postgres: { "pg.Client.query": query("pg.Client.query"), "pg, bundled": query("pg, bundled") },
  mysql: { "mysql2.Connection.query": query("mysql2.Connection.query"), "mysql2, bundled": query("mysql2, bundled") },
  sqlite: sqlite(),
};

exports.isReady = () => Object.values(connections).every((one) => one.client !== undefined);

/** Opens what is not open: a refused statement of a bundled driver costs its connection. */
exports.ready = async () => {
  await (servers ??= listen());
  for (const one of Object.values(connections)) if (one.client === undefined) await one.connect(one);
};

let servers;
let postgresPort = 0;
let mysqlPort = 0;

async function listen() {
  const { fakePostgres } = await import(pathToFileURL(`${agent}/test/support/postgres.mjs`));
  const postgres = fakePostgres({ push: (text) => state.reached.push(text) });
  const mysql = packages("mysql2").createServer();
  mysql.on("connection", serveMysql);
  postgres.listen(0, LOGIN.host);
  mysql.listen(0, LOGIN.host);
  await Promise.all([once(postgres, "listening"), once(mysql._server, "listening")]);
  postgresPort = postgres.address().port;
  mysqlPort = mysql._server.address().port;
  state.ports.add(postgresPort).add(mysqlPort);
}

function serveMysql(connection) {
  const TLS = 0x800;
  const COMPRESSION = 0x20;
  connection.on("error", () => {});
  connection.serverHandshake({
    protocolVersion: 4,
    serverVersion: "8.0.0",
    connectionId: 1,
    statusFlags: 2,
    characterSet: 45,
    capabilityFlags: 0xffffff & ~TLS & ~COMPRESSION,
  });
  connection.on("query", (text) => {
    state.reached.push(text);
    connection.writeOk({ affectedRows: 0 });
  });
}

async function connectPostgres(one) {
  const client = new one.driver.Client({ ...LOGIN, port: postgresPort });
  await client.connect();
  keep(one, client);
}

async function connectMysql(one) {
  const client = one.driver.createConnection({ ...LOGIN, port: mysqlPort });
  await once(client, "connect");
  keep(one, client);
}

/** The client is kept until its connection fails. */
function keep(one, client) {
  one.client = client;
  one.failed = new Promise((_, reject) => client.on("error", reject));
  one.failed.catch(() => (one.client = undefined));
}

function query(name) {
  const one = connections[name];
  return async (text) => {
    const answered = new Promise((resolve, reject) => one.client.query(text, (error) => (error ? reject(error) : resolve())));
    answered.catch((error) => {
      // mysql2 tells a failed connection to whoever waits for an answer, and to nobody else.
      if (error.fatal) one.client = undefined;
    });
    await Promise.race([answered, one.failed]);
  };
}

function sqlite() {
  const found = process.getBuiltinModule?.("node:sqlite");
  if (found === undefined) return {};
  const { DatabaseSync } = require("node:sqlite");
  const database = new DatabaseSync(":memory:");
  return { "node:sqlite.DatabaseSync.prepare": async (text) => database.prepare(text) };
}
