const { randomUUID } = require("crypto");
const https = require("https");
const { DynamoDBClient } = require("@aws-sdk/client-dynamodb");
const { DynamoDBDocumentClient, PutCommand } = require("@aws-sdk/lib-dynamodb");
const { SQSClient, SendMessageCommand } = require("@aws-sdk/client-sqs");

const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const sqs = new SQSClient({});

exports.handler = async (event) => {
  const { lines, address, card } = JSON.parse(event.body);
  const customer = event.requestContext.authorizer.principalId;
  const id = randomUUID();
  const charged = await charge(card, lines);
  console.log(JSON.stringify({ message: "charged", customer, card, charged }));
  await documents.send(new PutCommand({ TableName: process.env.ORDERS, Item: { customer, id, lines, address, charged } }));
  await sqs.send(
    new SendMessageCommand({ QueueUrl: process.env.INVOICES, MessageBody: JSON.stringify({ id, customer, address, lines }) }),
  );
  return { statusCode: 201, body: JSON.stringify({ id }) };
};

function charge(card, lines) {
  const body = JSON.stringify({ card, lines });
  return new Promise((resolve, reject) => {
    const request = https.request(
      "https://pay.example.org/charges",
      { method: "POST", timeout: 5000, headers: { authorization: `Bearer ${process.env.STRIPE_SECRET_KEY}` } },
      (answer) => {
        answer.resume();
        answer.on("end", () => resolve(answer.statusCode === 200));
      },
    );
    request.on("error", reject);
    request.end(body);
  });
}
