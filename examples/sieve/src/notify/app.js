'use strict';

const { execFileSync, spawnSync } = require('node:child_process');
const path = require('node:path');

const DATA = process.env.DATA_DIR;

/** Keeps the subject of each notification, and packs the reports that its message names. */
exports.handler = async (event) => {
  for (const { Sns } of event.Records) {
    log(Sns.Subject ?? 'no subject');
    if (Sns.Message.startsWith('pack ')) pack(Sns.Message.slice('pack '.length).split(' '));
  }
};

/** Weakness: a shell behind an argument vector is still a shell. */
function log(subject) {
  spawnSync('sh', ['-c', `echo "${subject}" >> ${path.join(DATA, 'outbox', 'subjects.txt')}`]);
}

/** Weakness: no shell here, but a file name that begins with a dash is an option. */
function pack(names) {
  const archive = path.join(DATA, 'outbox', 'reports.tar');
  execFileSync('tar', ['-cf', archive, ...names], { cwd: path.join(DATA, 'reports'), stdio: 'pipe' });
}
