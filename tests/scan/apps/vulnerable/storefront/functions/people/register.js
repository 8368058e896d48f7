const { randomBytes, scryptSync } = require("crypto");
const { DynamoDBClient } = require("@aws-sdk/client-dynamodb");
const { DynamoDBDocumentClient, PutCommand } = require("@aws-sdk/lib-dynamodb");

const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));

exports.handler = async (event, context) => {
  console.log("register", JSON.stringify(event));
  const { password, ...person } = JSON.parse(event.body);
  const salt = randomBytes(16).toString("hex");
  const Item = { role: "customer", ...person, salt, hash: scryptSync(password, salt, 32).toString("hex") };
  await documents.send(new PutCommand({ TableName: process.env.PEOPLE, Item, ConditionExpression: "attribute_not_exists(email)" }));
  return { statusCode: 201, body: JSON.stringify({ email: person.email }) };
};
