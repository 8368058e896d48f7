// Stands in for a handler in a CommonJS module.
exports.handler = require("./preload.cjs").loadHandler();
