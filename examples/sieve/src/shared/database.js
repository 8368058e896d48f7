'use strict';

const { Client } = require('pg');

/**
 * Runs one SQL text and returns the rows of its last statement.
 *
 * A connection lives as long as the query: an environment that is frozen between two events would
 * wake up with a dead one.
 */
async function query(text) {
  const client = new Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  try {
    return [await client.query(text)].flat().at(-1).rows;
  } finally {
    await client.end();
  }
}

module.exports = { query };
