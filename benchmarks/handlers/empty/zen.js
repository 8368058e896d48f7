'use strict';

// The peer's documented way for Lambda: the handler is edited.
require('@aikidosec/firewall');
const protect = require('@aikidosec/firewall/lambda');
exports.handler = protect(require('./app.js').handler);
