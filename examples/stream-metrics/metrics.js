'use strict';

/** Takes records such as `{ "sensor": "roof", "value": 214, "scale": 0.1 }`. */
exports.handler = async (event) => {
  for (const { kinesis } of event.Records) {
    const { sensor, value, scale } = JSON.parse(Buffer.from(kinesis.data, 'base64').toString('utf8'));
    // Vulnerable: the scale becomes part of the code.
    const scaled = new Function('value', `return value * ${scale};`)(value);
    console.log(`${sensor}: ${scaled}`);
  }
  return { batchItemFailures: [] };
};
