// The same attack through every trigger; what the handler does to its event changes nothing; and what the caller of
// each trigger gets: no innocent record is lost.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { after, before, describe, test } from "node:test";
import { httpEvent, startFunction } from "./support/platform.mjs";

const T = mkdtempSync(join(tmpdir(), "buckler-triggers-"));
after(() => rmSync(T, { recursive: true, force: true }));

const ATTACK = "x; touch gone";
const base64 = (text) => Buffer.from(text).toString("base64");
const json = (v) => JSON.stringify({ name: "Tess", v });

const record = (source, fields) => ({ eventSource: source, awsRegion: "eu-west-1", ...fields });
const sqs = (bodies) => ({
  Records: bodies.map((body, n) => record("aws:sqs", {
    messageId: `m-${n}`, receiptHandle: "AQEB", body, attributes: { SentTimestamp: "1" }, messageAttributes: {},
    eventSourceARN: "arn:aws:sqs:eu-west-1:123456789012:orders",
  })),
});
const kinesis = (texts) => ({
  Records: texts.map((text, n) => record("aws:kinesis", {
    eventID: `shardId-000000000000:${n}`, eventName: "aws:kinesis:record", eventSourceARN: "arn:aws:kinesis:eu-west-1:123456789012:stream/s",
    kinesis: { partitionKey: "p", sequenceNumber: `49590${n}`, data: base64(text), approximateArrivalTimestamp: 1.5 },
  })),
});
const dynamodb = (values) => ({
  Records: values.map((value, n) => record("aws:dynamodb", {
    eventID: `e-${n}`, eventName: "INSERT", eventSourceARN: "arn:aws:dynamodb:eu-west-1:123456789012:table/t/stream/1",
    dynamodb: { SequenceNumber: `70${n}`, Keys: { id: { S: `k-${n}` } }, NewImage: { id: { S: `k-${n}` }, v: { S: value } } },
  })),
});
const sns = (message) => ({
  Records: [{ EventSource: "aws:sns", EventVersion: "1.0", EventSubscriptionArn: "arn:aws:sns:eu-west-1:123456789012:t:1", Sns: { Type: "Notification", MessageId: "n-1", TopicArn: "arn:aws:sns:eu-west-1:123456789012:t", Subject: "s", Message: message, MessageAttributes: {} } }],
});
const s3 = (key) => ({
  Records: [record("aws:s3", { eventVersion: "2.1", eventName: "ObjectCreated:Put", s3: { bucket: { name: "uploads", arn: "arn:aws:s3:::uploads" }, object: { key: encodeURIComponent(key).replaceAll("%20", "+"), size: 3 } } })],
});
const v1 = (fields) => ({
  resource: "/{proxy+}", path: "/orders", httpMethod: "POST", headers: { host: "abc.execute-api.eu-west-1.amazonaws.com" }, multiValueHeaders: {},
  queryStringParameters: null, multiValueQueryStringParameters: null, pathParameters: null, stageVariables: null,
  requestContext: { accountId: "123456789012", apiId: "abc", stage: "prod", httpMethod: "POST", path: "/prod/orders", requestId: "r", identity: { sourceIp: "203.0.113.9" } },
  body: null, isBase64Encoded: false, ...fields,
});

/** Name, event with the attack, the JavaScript that gets the value out of the event. */
const triggers = [
  ["HTTP v2, JSON body", (v) => httpEvent({ body: json(v) }), "JSON.parse(event.body).v"],
  ["HTTP v2, base64 body", (v) => ({ ...httpEvent({ body: base64(json(v)) }), isBase64Encoded: true }), "JSON.parse(Buffer.from(event.body, 'base64')).v"],
  ["HTTP v2, form", (v) => httpEvent({ body: String(new URLSearchParams({ v })) }), "new URLSearchParams(event.body).get('v')"],
  ["HTTP v2, base64 form", (v) => ({ ...httpEvent({ body: base64(String(new URLSearchParams({ v }))) }), isBase64Encoded: true }), "new URLSearchParams(Buffer.from(event.body, 'base64').toString()).get('v')"],
  ["HTTP v2, text", (v) => httpEvent({ body: v }), "event.body"],
  ["HTTP v2, header", (v) => httpEvent({ headers: { "x-name": v } }), "event.headers['x-name']"],
  ["HTTP v2, cookie", (v) => ({ ...httpEvent(), cookies: [`a=1`, `v=${encodeURIComponent(v)}`] }), "decodeURIComponent(event.cookies[1].slice(2))"],
  ["REST v1, JSON body", (v) => v1({ body: json(v) }), "JSON.parse(event.body).v"],
  ["REST v1, query", (v) => v1({ queryStringParameters: { v }, multiValueQueryStringParameters: { v: [v] } }), "event.queryStringParameters.v"],
  ["REST v1, repeated query key", (v) => v1({ queryStringParameters: { v: "b" }, multiValueQueryStringParameters: { v: [v, "b"] } }), "event.multiValueQueryStringParameters.v[0]"],
  ["REST v1, path", (v) => v1({ pathParameters: { v } }), "event.pathParameters.v"],
  ["Function URL", (v) => ({ ...httpEvent({ query: { v } }), requestContext: { ...httpEvent().requestContext, domainName: "abc.lambda-url.eu-west-1.on.aws" } }), "event.queryStringParameters.v"],
  ["ALB, JSON body", (v) => ({ ...v1({ body: json(v) }), requestContext: { elb: { targetGroupArn: "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/t/1" } } }), "JSON.parse(event.body).v"],
  ["ALB, encoded query", (v) => ({ ...v1({ queryStringParameters: { v: encodeURIComponent(v) } }), requestContext: { elb: { targetGroupArn: "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/t/1" } } }), "decodeURIComponent(event.queryStringParameters.v)"],
  ["WebSocket", (v) => ({ requestContext: { routeKey: "$default", eventType: "MESSAGE", connectionId: "c=", stage: "prod", apiId: "abc", requestId: "r" }, body: json(v), isBase64Encoded: false }), "JSON.parse(event.body).v"],
  ["S3 object key", (v) => s3(v), "decodeURIComponent(event.Records[0].s3.object.key.replaceAll('+', ' '))"],
  ["SQS, JSON body", (v) => sqs([json(v)]), "JSON.parse(event.Records[0].body).v"],
  ["SQS, text body", (v) => sqs([v]), "event.Records[0].body"],
  ["SNS message", (v) => sns(json(v)), "JSON.parse(event.Records[0].Sns.Message).v"],
  ["SNS in SQS", (v) => sqs([JSON.stringify(sns(json(v)).Records[0].Sns)]), "JSON.parse(JSON.parse(event.Records[0].body).Message).v"],
  ["S3 in SQS", (v) => sqs([JSON.stringify(s3(v))]), "decodeURIComponent(JSON.parse(event.Records[0].body).Records[0].s3.object.key.replaceAll('+', ' '))"],
  ["DynamoDB stream", (v) => dynamodb([v]), "event.Records[0].dynamodb.NewImage.v.S"],
  ["Kinesis", (v) => kinesis([json(v)]), "JSON.parse(Buffer.from(event.Records[0].kinesis.data, 'base64')).v"],
  ["Kinesis, gzip", (v) => { const event = kinesis([""]); event.Records[0].kinesis.data = gzipSync(json(v)).toString("base64"); return event; }, "JSON.parse(require('zlib').gunzipSync(Buffer.from(event.Records[0].kinesis.data, 'base64'))).v"],
  ["EventBridge", (v) => ({ version: "0", id: "e", "detail-type": "Order", source: "shop", account: "123456789012", region: "eu-west-1", time: "2026-11-25T12:00:00Z", resources: [], detail: { v } }), "event.detail.v"],
  ["AppSync arguments", (v) => ({ info: { fieldName: "order", parentTypeName: "Query" }, arguments: { v }, source: null, request: { headers: {} } }), "event.arguments.v"],
  ["direct invocation", (v) => ({ job: { v } }), "event.job.v"],
];

/** The value is taken out, the event destroyed, and only then used. */
const destroying = `
const { execSync } = require("child_process");
const take = [${triggers.map(([, , take]) => `(event) => ${take}`).join(",\n")}];
let at = 0;
exports.handler = async (event) => {
  const v = take[at++ % take.length](event);
  const wipe = (o) => { for (const k of Object.keys(o)) { if (o[k] && typeof o[k] === "object") wipe(o[k]); delete o[k]; } };
  wipe(event);
  return { statusCode: 200, body: execSync("echo " + v, { encoding: "utf8", cwd: __dirname }) };
};`;

describe("the same attack through every trigger, though the handler destroys its event first", () => {
  let guarded, plain;
  before(async () => {
    writeFileSync(join(T, "every.js"), destroying);
    guarded = await startFunction({ root: T, handler: "every.handler" });
    plain = await startFunction({ root: T, handler: "every.handler" , agent: false });
  });
  after(() => Promise.all([guarded.stop(), plain.stop()]));
  for (const [name, event] of triggers) {
    test(name, async () => {
      const without = await plain.invoke(event(ATTACK));
      assert.match(without.body, /"x\\n"/, `the attack does not work at all: ${without.body}`);
      const known = guarded.findings.length;
      const answer = await guarded.invoke(event(ATTACK));
      assert.doesNotMatch(answer.body, /"x\\n"/);
      assert.equal((await guarded.waitForFindings(known + 1)).length, known + 1, `no finding: ${answer.body}`);
    });
  }
  test("benign values of every trigger go through", async () => {
    const benign = await startFunction({ root: T, handler: "every.handler" });
    for (const [name, event] of triggers) {
      const answer = await benign.invoke(event("O-Brien"));
      assert.match(answer.body, /O-Brien/, name);
    }
    assert.deepEqual(benign.findings, []);
    await benign.stop();
  });
});

const BATCH = `
const { execSync } = require("child_process");
const value = (r) => r.body ?? r.dynamodb?.NewImage.v.S ?? (r.Sns ? r.Sns.Message : r.s3 ? r.s3.object.key.replaceAll("+", " ") : Buffer.from(r.kinesis.data, "base64").toString());
const one = (r) => execSync("echo " + decodeURIComponent(value(r)) + " >> " + __dirname + "/done", { cwd: __dirname });
exports.all = async (event) => { for (const r of event.Records) one(r); return { batchItemFailures: [] }; };
exports.each = async (event) => {
  const batchItemFailures = [];
  for (const r of event.Records) {
    try { if (value(r) === "busy") throw new Error("busy"); one(r); } catch { batchItemFailures.push({ itemIdentifier: r.messageId ?? r.kinesis?.sequenceNumber ?? r.dynamodb?.SequenceNumber }); }
  }
  return { batchItemFailures };
};
exports.bus = async (event) => { execSync("echo " + event.detail.v, { cwd: __dirname }); };
`;

describe("what the caller of a batch gets", () => {
  before(() => writeFileSync(join(T, "batch.js"), BATCH));
  const ids = (answer) => JSON.parse(answer.body).batchItemFailures.map((one) => one.itemIdentifier);
  const run = async (handler, partial, event) => {
    const instance = await startFunction({ root: T, handler: `batch.${handler}`, env: partial ? { BUCKLER_BATCH_FAILURES: "1" } : {} });
    const answer = await instance.invoke(event);
    const findings = await instance.waitForFindings(1);
    await instance.stop();
    return { answer, findings };
  };
  const values = ["one", ATTACK, "three"];

  test("SQS: the handler returned, so its own answer stands for the other records", async () => {
    const { answer, findings } = await run("each", true, sqs(["one", ATTACK, "busy", "four"]));
    assert.deepEqual(ids(answer), ["m-2"]);
    assert.equal(findings.length, 1);
  });
  test("SQS: the handler failed, so the others come back without the linked record", async () => {
    const { answer } = await run("all", true, sqs(values));
    assert.deepEqual(ids(answer).sort(), ["m-0", "m-2"]);
  });
  test("SQS without partial failures: the invocation fails as a poison record does without us", async () => {
    const { answer, findings } = await run("all", false, sqs(values));
    assert.equal(answer.kind, "error");
    assert.equal(findings.length, 1);
  });
  test("Kinesis: from the record after the linked one on", async () => {
    const { answer } = await run("all", true, kinesis(values));
    assert.deepEqual(ids(answer)[0], "495902");
  });
  test("DynamoDB: from the record after the linked one on", async () => {
    const { answer } = await run("all", true, dynamodb(values));
    assert.deepEqual(ids(answer)[0], "702");
  });
  test("SNS is acknowledged and recorded", async () => {
    const { answer, findings } = await run("all", true, sns(ATTACK));
    assert.equal(answer.kind, "response");
    assert.equal(findings.length, 1);
  });
  test("S3 is acknowledged and recorded", async () => {
    const { answer, findings } = await run("all", true, s3(ATTACK));
    assert.equal(answer.kind, "response");
    assert.equal(findings.length, 1);
  });
  test("EventBridge is acknowledged and recorded", async () => {
    const { answer, findings } = await run("bus", true, { "detail-type": "t", source: "s", detail: { v: ATTACK }, id: "1", account: "1", region: "r", time: "t", resources: [], version: "0" });
    assert.equal(answer.kind, "response");
    assert.equal(findings.length, 1);
  });
});

const MONITOR = `exports.handler = async (event) => ({ statusCode: 200, body: require("child_process").execSync("echo " + event.queryStringParameters.v, { encoding: "utf8", cwd: __dirname }) });`;

test("mode monitor records and lets through", async () => {
  writeFileSync(join(T, "monitor.js"), MONITOR);
  const instance = await startFunction({ root: T, handler: "monitor.handler", mode: "monitor" });
  const answer = await instance.invoke(httpEvent({ query: { v: ATTACK } }));
  assert.equal(JSON.parse(answer.body).body, "x\n");
  assert.equal((await instance.waitForFindings(1)).length, 1);
  await instance.stop();
});

test("mode off does nothing at all", async () => {
  writeFileSync(join(T, "monitor.js"), MONITOR);
  const instance = await startFunction({ root: T, handler: "monitor.handler", mode: "off" });
  const answer = await instance.invoke(httpEvent({ query: { v: ATTACK } }));
  assert.equal(JSON.parse(answer.body).body, "x\n");
  assert.deepEqual(instance.lines, []);
  await instance.stop();
});

const TRANSFORMATIONS = [
  ["trimmed", "v.trim()", (v) => `  ${v}  `],
  ["upper case", "v.toUpperCase()", (v) => v],
  ["two fields joined", "event.queryStringParameters.a + ' ' + v", (v) => v, { a: "first" }],
  ["an array joined", "JSON.parse(v).join(' ')", (v) => JSON.stringify([v, "last"])],
  ["cut", "v.slice(0, 24)", (v) => `${v} and then some more that is cut`],
  ["plus to blank", "v.replaceAll('+', ' ')", (v) => v.replaceAll(" ", "+")],
  ["base64", "Buffer.from(v, 'base64').toString()", (v) => base64(v)],
  ["JSON in a string", "JSON.parse(v).deep", (v) => JSON.stringify({ deep: v })],
];

describe("values that the application changed first", () => {
  for (const [name, change, send, more] of TRANSFORMATIONS) {
    test(name, async () => {
      const file = `change-${name.replaceAll(" ", "-")}`;
      writeFileSync(join(T, `${file}.js`), `exports.handler = async (event) => { const { v } = event.queryStringParameters; const changed = ${change}; return { statusCode: 200, body: require("child_process").execSync("echo " + changed, { encoding: "utf8", cwd: __dirname }) }; };`);
      const instance = await startFunction({ root: T, handler: `${file}.handler` });
      const attack = await instance.invoke(httpEvent({ query: { v: send("hello; ls -l /; pwd"), ...more } }));
      const benign = await instance.invoke(httpEvent({ query: { v: send("hello my world it is me"), ...more } }));
      await instance.stop();
      assert.match(attack.body, /403/);
      assert.match(benign.body, /"statusCode":200/, benign.body);
    });
  }
});
