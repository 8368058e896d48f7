'use strict';

const { gunzipSync } = require('node:zlib');
const { query } = require('../shared/database.js');

/** Stores clicks of the site: `{ "page": "/tea", "referrer": "https://…" }`, packed by gzip or not. */
exports.handler = async (event) => {
  for (const { kinesis } of event.Records) {
    const { page, referrer } = JSON.parse(unpack(Buffer.from(kinesis.data, 'base64')));
    // Weakness: both become part of the statement.
    await query(`INSERT INTO clicks (page, referrer) VALUES ('${page}', '${referrer}')`);
  }
  return { batchItemFailures: [] };
};

function unpack(bytes) {
  const gzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return (gzip ? gunzipSync(bytes) : bytes).toString('utf8');
}
