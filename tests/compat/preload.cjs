'use strict';

// Points version 2 of the AWS SDK, which does not know AWS_ENDPOINT_URL, at the local cloud. It hooks the module loader
// as tracers do, so that it also tells whether other preloads keep working beside the agent.

const Module = require('node:module');

const endpoint = process.env.AWS_ENDPOINT_URL;
const load = Module._load;
const redirected = new WeakSet();

Module._load = function (request) {
  const loaded = load.apply(this, arguments);
  if (request === 'aws-sdk' && endpoint && !redirected.has(loaded)) {
    redirected.add(loaded);
    loaded.config.update({ endpoint, s3ForcePathStyle: true });
  }
  return loaded;
};
