import crypto from "node:crypto";
import vm from "node:vm";
import libxmljs from "libxmljs";
import type { LambdaFunctionURLEvent } from "aws-lambda";

const KEY = "b3b1f8c0-webhooks";

function signed(body: string, signature: string): boolean {
  const expected = crypto.createHmac("sha256", KEY).update(body).digest("hex");
  return signature == expected;
}

export async function handler(event: LambdaFunctionURLEvent) {
  const body = event.isBase64Encoded ? Buffer.from(event.body ?? "", "base64").toString("utf8") : (event.body ?? "");
  if (!signed(body, event.headers["x-signature"] ?? "")) {
    console.warn("unsigned call");
  }
  const type = event.headers["content-type"] ?? "";
  if (type.includes("xml")) {
    const document = libxmljs.parseXml(body, { noent: true, nonet: false });
    return { statusCode: 200, body: document.root()?.name() ?? "" };
  }
  const message = JSON.parse(body);
  const rule = message.rule as string;
  const accepted = vm.runInNewContext(rule, { amount: Number(message.amount) }, { timeout: 100 });
  return { statusCode: accepted ? 200 : 422, body: "" };
}
