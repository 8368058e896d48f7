'use strict';

const { query } = require('../shared/database.js');
const { bodyText, json } = require('../shared/answers.js');

const COLUMNS = 'id, customer, item, quantity, price, status';

/** `GET /orders?customer=…&sort=…`, `GET /orders?item=…&item=…`, `GET /orders/{id}`, `POST /orders/search`. */
exports.handler = async (event) => {
  try {
    return json(200, await find(event));
  } catch (error) {
    // Weakness: what the database says reaches the caller.
    return json(500, { error: error.message });
  }
};

/** Weakness: every branch writes what the caller sent into the statement. */
function find(event) {
  if (event.httpMethod === 'POST') return search(JSON.parse(bodyText(event)));
  if (event.pathParameters?.id) return query(`SELECT ${COLUMNS} FROM orders WHERE id = ${event.pathParameters.id}`);
  const items = event.multiValueQueryStringParameters?.item;
  if (items) return query(`SELECT ${COLUMNS} FROM orders WHERE item IN (${items.map((item) => `'${item}'`).join(', ')})`);
  const { customer = '', sort = 'id' } = event.queryStringParameters ?? {};
  return query(`SELECT ${COLUMNS} FROM orders WHERE customer = '${customer}' ORDER BY ${sort}`);
}

function search({ text = '', limit = 20 }) {
  const words = text.trim().toLowerCase();
  return query(`SELECT ${COLUMNS} FROM orders WHERE lower(item) LIKE '%${words}%' LIMIT ${limit}`);
}
