'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { eachRecord } = require('../shared/batches.js');

const AUDIT = path.join(process.env.DATA_DIR, 'audit');

/** Keeps a note beside each document that appears in the table. */
exports.handler = (event) => eachRecord(event, (record) => record.dynamodb.SequenceNumber, note);

/** Weakness: the identifier of the document becomes the name of a file. */
async function note({ dynamodb: { NewImage } }) {
  if (!NewImage) return;
  const content = { source: NewImage.source?.S, kept: new Date().toISOString() };
  await fs.promises.writeFile(`${AUDIT}/${NewImage.id.S}.json`, JSON.stringify(content));
}
