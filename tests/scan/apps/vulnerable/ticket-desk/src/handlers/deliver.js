"use strict";

const https = require("https");
const { exec } = require("child_process");
const { promisify } = require("util");

const run = promisify(exec);

const agent = new https.Agent({ keepAlive: true, rejectUnauthorized: false });

exports.handler = async (event) => {
  for (const record of event.Records) {
    const mail = JSON.parse(record.body);
    await run(`echo "${mail.subject}" | sendmail ${mail.to}`);
    if (mail.hook) {
      await posted(mail.hook, { ticket: mail.ticket });
    }
    await posted("https://hooks.example.org/tickets", { ticket: mail.ticket });
  }
};

function posted(address, body) {
  return new Promise((resolve, reject) => {
    const request = https.request(address, { method: "POST", agent, timeout: 3000 }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    request.on("error", reject);
    request.end(JSON.stringify(body));
  });
}
