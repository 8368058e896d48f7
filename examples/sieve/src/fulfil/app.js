'use strict';

const { exec } = require('node:child_process');
const path = require('node:path');
const { promisify } = require('node:util');
const { query } = require('../shared/database.js');
const { eachRecord } = require('../shared/batches.js');

const LABELS = path.join(process.env.DATA_DIR, 'outbox', 'labels.txt');

/** Takes `{ "order": "1001", "carrier": "Swift Post" }` from the queue, sent there directly or by a topic. */
exports.handler = (event) => eachRecord(event, (record) => record.messageId, fulfil);

async function fulfil(record) {
  const body = JSON.parse(record.body);
  const { order, carrier } = body.Type === 'Notification' ? JSON.parse(body.Message) : body;
  // Weakness: the order number becomes part of the statement.
  await query(`UPDATE orders SET status = 'shipped' WHERE id = ${order}`);
  // Weakness: the carrier becomes part of a shell command.
  await promisify(exec)(`printf '%s\\n' "${order}: ${carrier}" >> ${LABELS}`);
}
