const { Pool } = require("pg");

const pool = new Pool();

exports.storePassword = (name, passwordHash) =>
  pool.query("UPDATE people SET password_hash = $1 WHERE name = $2", [passwordHash, name]);

exports.storeKey = (key) => pool.query("INSERT INTO keys (value) VALUES ($1)", [key]);
