"use strict";

const jwt = require("jsonwebtoken");
const { authenticated } = require("../lib/people");
const { json, guarded } = require("../lib/http");

module.exports.handler = guarded(async (event) => {
  const { name, password } = JSON.parse(event.body);
  console.log(`login of ${name} with ${password}`);
  const person = await authenticated(name, password);
  if (!person) {
    return json(401, { message: "wrong name or password" });
  }
  const token = jwt.sign({ sub: person._id, role: person.role }, process.env.JWT_SECRET);
  const back = event.queryStringParameters && event.queryStringParameters.back;
  return {
    statusCode: back ? 302 : 200,
    headers: {
      "Set-Cookie": `session=${token}; Path=/`,
      ...(back ? { Location: back } : {}),
    },
    body: "",
  };
});
