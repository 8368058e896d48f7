// What NODE_OPTIONS names. It runs the agent from the code that V8 made of it when it was built, where that code is of
// this version of Node; compiling it anew would be a third of what the agent adds to a cold start.
"use strict";
const { existsSync, readFileSync } = require("node:fs");
const { Script } = require("node:vm");

const file = `${__dirname}/agent.js`;
const cache = `${__dirname}/cache/${process.version}-${process.arch}`;
const cachedData = existsSync(cache) ? readFileSync(cache) : undefined;
// Code that V8 does not accept is passed over, and the text compiled. The name in stack traces is part of that code: it
// must not depend on where the code was made.
const script = new Script(readFileSync(file, "utf8"), { filename: "buckler/agent.js", cachedData });
script.runInThisContext()(exports, require, module, file, __dirname);
