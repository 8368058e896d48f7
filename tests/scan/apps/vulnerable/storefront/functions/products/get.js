const { DynamoDBClient } = require("@aws-sdk/client-dynamodb");
const { DynamoDBDocumentClient, GetCommand } = require("@aws-sdk/lib-dynamodb");

const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));

exports.handler = async (event) => {
  const { id } = event.pathParameters;
  if (!/^[A-Z0-9-]{6,20}$/.test(id)) {
    return { statusCode: 400, body: JSON.stringify({ message: `${id} is no product number` }) };
  }
  const { Item } = await documents.send(new GetCommand({ TableName: process.env.PRODUCTS, Key: { id } }));
  return { statusCode: Item ? 200 : 404, body: JSON.stringify(Item ?? {}) };
};
