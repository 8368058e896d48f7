'use strict';

/**
 * Handles the records of a queue one by one and names those that failed, so that only they are
 * delivered again.
 */
async function eachRecord(event, identifier, handle) {
  const batchItemFailures = [];
  for (const record of event.Records) {
    try {
      await handle(record);
    } catch (error) {
      console.error(`record ${identifier(record)} failed: ${error.message}`);
      batchItemFailures.push({ itemIdentifier: identifier(record) });
    }
  }
  return { batchItemFailures };
}

module.exports = { eachRecord };
