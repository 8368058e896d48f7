'use strict';

const { execSync } = require('node:child_process');

/** Says what an archive of the file or folder that each message names would hold. */
exports.handler = async (event) => {
  const batchItemFailures = [];
  for (const { messageId, body } of event.Records) {
    try {
      // Vulnerable: the name becomes part of a shell command.
      console.log(execSync(`tar -cf - ${body} | tar -tf -`, { cwd: __dirname, encoding: 'utf8' }).trim());
    } catch {
      batchItemFailures.push({ itemIdentifier: messageId });
    }
  }
  return { batchItemFailures };
};
