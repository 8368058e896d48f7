const mysql = require("mysql");
const mysql2 = require("mysql2/promise");
const { Client, Pool } = require("pg");
const sqlite3 = require("sqlite3");
const Database = require("better-sqlite3");
const knex = require("knex")({ client: "pg" });
const { Sequelize, QueryTypes } = require("sequelize");
const sql = require("mssql");
const oracledb = require("oracledb");
const { Connection, Request } = require("tedious");
const { RDSDataClient, ExecuteStatementCommand } = require("@aws-sdk/client-rds-data");
const { PrismaClient, Prisma } = require("@prisma/client");

module.exports.mysql = async (event) => {
  const name = event.queryStringParameters.name;
  const connection = mysql.createConnection({ host: process.env.HOST });
  connection.query("SELECT * FROM people WHERE name = '" + name + "'", () => {}); // finding: sql
  connection.query("SELECT * FROM people WHERE name = ?", [name], () => {}); // clean
  connection.query({ sql: `SELECT * FROM people WHERE name = '${name}'` }, () => {}); // finding: sql
  connection.query("SELECT * FROM people WHERE name = " + connection.escape(name), () => {}); // clean
  const pool = mysql2.createPool({ host: process.env.HOST });
  await pool.query(`SELECT * FROM people WHERE name = '${name}'`); // finding: sql
  await pool.execute("SELECT * FROM people WHERE name = ?", [name]); // clean
};

module.exports.pg = async (event) => {
  const { name } = JSON.parse(event.body);
  const client = new Client();
  await client.connect();
  await client.query("SELECT * FROM people WHERE name = '" + name + "'"); // finding: sql
  await client.query("SELECT * FROM people WHERE name = $1", [name]); // clean
  const pool = new Pool();
  const text = `SELECT * FROM people WHERE name = '${name}'`;
  await pool.query(text); // finding: sql
  await pool.query({ text: "SELECT * FROM people WHERE name = $1", values: [name] }); // clean
};

module.exports.sqlite = async (event) => {
  const name = event.pathParameters.name;
  const database = new sqlite3.Database(":memory:");
  database.all("SELECT * FROM people WHERE name = '" + name + "'", () => {}); // finding: sql
  database.run(`DELETE FROM people WHERE name = '${name}'`); // finding: sql
  database.get("SELECT * FROM people WHERE name = ?", name, () => {}); // clean
  const better = new Database("people.db");
  better.prepare(`SELECT * FROM people WHERE name = '${name}'`).all(); // finding: sql
  better.exec("DROP TABLE " + name); // finding: sql
  better.prepare("SELECT * FROM people WHERE name = ?").get(name); // clean
};

module.exports.builders = async (event) => {
  const name = event.name;
  await knex.raw("SELECT * FROM people WHERE name = '" + name + "'"); // finding: sql
  await knex.raw("SELECT * FROM people WHERE name = ?", [name]); // clean
  await knex("people").whereRaw(`name = '${name}'`); // finding: sql
  await knex("people").where({ name: String(name) }); // clean
  const sequelize = new Sequelize(process.env.URL);
  await sequelize.query(`SELECT * FROM people WHERE name = '${name}'`, { type: QueryTypes.SELECT }); // finding: sql
  await sequelize.query("SELECT * FROM people WHERE name = $1", { bind: [name] }); // clean
  sequelize.literal("name = '" + name + "'"); // finding: sql
  const prisma = new PrismaClient();
  await prisma.$queryRawUnsafe("SELECT * FROM people WHERE name = '" + name + "'"); // finding: sql
  await prisma.$queryRaw`SELECT * FROM people WHERE name = ${name}`; // clean
};

module.exports.others = async (event) => {
  const name = event.name;
  await sql.query("SELECT * FROM people WHERE name = '" + name + "'"); // finding: sql
  await sql.query`SELECT * FROM people WHERE name = ${name}`; // clean
  const request = new sql.Request();
  await request.query(`SELECT * FROM people WHERE name = '${name}'`); // finding: sql
  request.input("name", sql.NVarChar, name); // clean
  const oracle = await oracledb.getConnection();
  await oracle.execute(`SELECT * FROM people WHERE name = '${name}'`); // finding: sql
  await oracle.execute("SELECT * FROM people WHERE name = :name", [name]); // clean
  const connection = new Connection({});
  connection.execSql(new Request("SELECT * FROM people WHERE name = '" + name + "'", () => {})); // finding: sql
  const data = new RDSDataClient({});
  await data.send(new ExecuteStatementCommand({ sql: `SELECT * FROM people WHERE name = '${name}'` })); // finding: sql
  await data.send(
    new ExecuteStatementCommand({
      sql: "SELECT * FROM people WHERE name = :name", // clean
      parameters: [{ name: "name", value: { stringValue: name } }],
    }),
  );
};
