"use strict";

const { randomBytes, scrypt, timingSafeEqual } = require("node:crypto");
const { promisify } = require("node:util");
const { DynamoDBClient } = require("@aws-sdk/client-dynamodb");
const { DynamoDBDocumentClient, GetCommand, PutCommand } = require("@aws-sdk/lib-dynamodb");

const derive = promisify(scrypt);
const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));

async function matches(person, password) {
  const given = await derive(password, person.salt, 64);
  return timingSafeEqual(given, Buffer.from(person.hash));
}

exports.handler = async (event) => {
  let given;
  try {
    given = JSON.parse(event.body);
  } catch {
    return answer(400, { message: "not JSON" });
  }
  if (typeof given.email !== "string" || typeof given.password !== "string") {
    return answer(400, { message: "email and password are needed" });
  }
  const { Item: person } = await documents.send(
    new GetCommand({ TableName: process.env.PEOPLE, Key: { email: given.email.toLowerCase() } }),
  );
  if (!person || !(await matches(person, given.password))) {
    console.warn("login refused");
    return answer(401, { message: "wrong email or password" });
  }
  const session = randomBytes(32).toString("base64url");
  await documents.send(
    new PutCommand({ TableName: process.env.PEOPLE, Item: { email: `session#${session}`, of: person.email, until: Date.now() + 3_600_000 } }),
  );
  return {
    ...answer(200, { name: person.name }),
    cookies: [`__Host-session=${session}; Secure; HttpOnly; SameSite=Lax; Path=/; Max-Age=3600`],
  };
};

function answer(statusCode, body) {
  return { statusCode, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}
