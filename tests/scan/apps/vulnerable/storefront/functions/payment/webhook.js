const crypto = require("crypto");
const { DynamoDBClient } = require("@aws-sdk/client-dynamodb");
const { DynamoDBDocumentClient, UpdateCommand } = require("@aws-sdk/lib-dynamodb");

const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const defaults = { state: "paid", tags: {} };

function merge(target, source) {
  for (const key in source) {
    if (typeof source[key] === "object" && source[key] !== null) {
      target[key] = merge(target[key] || {}, source[key]);
    } else {
      target[key] = source[key];
    }
  }
  return target;
}

function signed(event) {
  const expected = crypto.createHmac("sha256", process.env.WEBHOOK_KEY).update(event.body).digest();
  const given = Buffer.from(event.headers["x-signature"] || "", "hex");
  return given.length === expected.length && crypto.timingSafeEqual(given, expected);
}

exports.handler = async (event) => {
  if (!signed(event)) {
    return { statusCode: 401 };
  }
  const change = merge(defaults, JSON.parse(event.body));
  const amount = new Function("o", "return " + change.formula)(change);
  await documents.send(
    new UpdateCommand({
      TableName: process.env.ORDERS,
      Key: { customer: change.customer, id: change.order },
      UpdateExpression: "SET charged = :amount",
      ExpressionAttributeValues: { ":amount": amount },
    }),
  );
  return { statusCode: 204 };
};
