"use strict";

/** An answer as JSON. */
exports.json = (statusCode, body) => ({
  statusCode,
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify(body),
});

/** An answer as a page. */
exports.page = (body) => ({
  statusCode: 200,
  headers: { "Content-Type": "text/html" },
  body: `<!doctype html><html><body>${body}</body></html>`,
});

/** Wraps a handler so that an exception becomes an answer. */
exports.guarded = (work) => async (event, context) => {
  try {
    return await work(event, context);
  } catch (error) {
    console.error("failed", error.message);
    return exports.json(500, { message: error.message, trace: error.stack });
  }
};

const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

exports.escaped = (text) => String(text).replace(/[&<>"']/g, (letter) => ENTITIES[letter]);
