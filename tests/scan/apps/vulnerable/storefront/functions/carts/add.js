const { DynamoDBClient } = require("@aws-sdk/client-dynamodb");
const { DynamoDBDocumentClient, GetCommand, PutCommand } = require("@aws-sdk/lib-dynamodb");

const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));

exports.handler = async (event) => {
  const { product, count } = JSON.parse(event.body);
  const id = event.requestContext.authorizer.principalId;
  const { Item: cart = { id, lines: {} } } = await documents.send(new GetCommand({ TableName: process.env.CARTS, Key: { id } }));
  cart.lines[product] = (cart.lines[product] || 0) + Math.max(1, Number.parseInt(count, 10));
  await documents.send(new PutCommand({ TableName: process.env.CARTS, Item: cart }));
  return { statusCode: 200, body: JSON.stringify(cart) };
};
