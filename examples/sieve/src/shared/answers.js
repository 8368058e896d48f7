'use strict';

/** An HTTP answer with a JSON body. */
function json(statusCode, value) {
  return { statusCode, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) };
}

/** An HTTP answer with a text body. */
function text(statusCode, value) {
  return { statusCode, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: value };
}

/** The text body of an HTTP event, whichever way the trigger delivered it. */
function bodyText(event) {
  const body = event.body ?? '';
  return event.isBase64Encoded ? Buffer.from(body, 'base64').toString('utf8') : body;
}

module.exports = { json, text, bodyText };
