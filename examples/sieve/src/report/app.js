'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { bodyText, json, text } = require('../shared/answers.js');

const REPORTS = path.join(process.env.DATA_DIR, 'reports');

/** `GET`, `PUT` and `DELETE /reports?name=…`, `GET /reports/folder?name=…`, behind a load balancer. */
exports.handler = async (event) => {
  const name = decodeURIComponent(event.queryStringParameters?.name ?? '');
  try {
    return event.path.endsWith('/folder') ? folder(name) : await report(event, name);
  } catch (error) {
    if (error.code === 'ENOENT') return text(404, 'There is no such report.\n');
    throw error;
  }
};

/** Weakness: the name may climb out of the folder. */
async function report(event, name) {
  const file = path.join(REPORTS, name);
  switch (event.httpMethod) {
    case 'PUT':
      await fs.promises.writeFile(file, bodyText(event));
      return text(200, 'kept\n');
    case 'DELETE':
      fs.unlinkSync(file);
      return text(200, 'deleted\n');
    default:
      return text(200, fs.readFileSync(file, 'utf8'));
  }
}

/** Weakness: an absolute name replaces the folder altogether. */
function folder(name) {
  return json(200, fs.readdirSync(path.resolve(REPORTS, name)));
}
