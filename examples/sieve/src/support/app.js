'use strict';

const { query } = require('../shared/database.js');
const { text } = require('../shared/answers.js');

/** The chat: `{ "action": "order", "id": 1001 }` or `{ "action": "quote", "quantity": 3 }`. */
exports.handler = async (event) => {
  if (event.requestContext.eventType !== 'MESSAGE') return text(200, 'welcome');
  const message = JSON.parse(event.body);
  switch (message.action) {
    case 'order':
      return text(200, JSON.stringify(await order(message.id)));
    case 'quote':
      return text(200, `that makes ${quote(message.quantity)}`);
    default:
      return text(400, 'I know `order` and `quote`');
  }
};

/** Weakness: the number becomes part of the statement. */
function order(id) {
  return query(`SELECT id, item, status FROM orders WHERE id = ${id}`);
}

/** Weakness: the quantity becomes part of the code. */
function quote(quantity) {
  return eval(`4 * (${quantity})`);
}
