'use strict';

// A JSON event, one SQLite query, one file: the smallest handler that does something.
const fs = require('node:fs');
const path = require('node:path');

// better-sqlite3 is compiled for one Node version; later ones bring a driver of their own.
const Database =
  Number(process.versions.node.split('.')[0]) >= 22 ? require('node:sqlite').DatabaseSync : require('better-sqlite3');

const database = new Database(':memory:');
database.exec('CREATE TABLE orders (id INTEGER PRIMARY KEY, customer TEXT, status TEXT, total REAL)');
const insert = database.prepare('INSERT INTO orders (customer, status, total) VALUES (?, ?, ?)');
for (let number = 0; number < 50; number++) insert.run(`customer-${number % 10}`, 'open', number);

exports.handler = async (event) => {
  const order = JSON.parse(event.body);
  const statement = database.prepare(
    `SELECT id, customer, status, total FROM orders WHERE customer = '${order.customer}' AND status = 'open' ` +
      `AND total > ${order.minimum} ORDER BY id LIMIT 20`,
  );
  const rows = statement.all();
  const page = fs.readFileSync(path.join(__dirname, 'files', order.page), 'utf8');
  return { statusCode: 200, body: JSON.stringify({ rows: rows.length, bytes: page.length }) };
};
