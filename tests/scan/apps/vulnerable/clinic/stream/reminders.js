import { execSync } from "node:child_process";
import nodemailer from "nodemailer";

const transport = nodemailer.createTransport({ host: "mail.clinic.internal", tls: { rejectUnauthorized: false } });

export const handler = async ({ detail }) => {
  const { patient, text, phone } = detail;
  await transport.sendMail({ from: "clinic@example.org", to: patient.email, subject: "Your visit", text });
  if (phone) {
    execSync(`smsclient ${phone} "You have a visit"`);
  }
};
