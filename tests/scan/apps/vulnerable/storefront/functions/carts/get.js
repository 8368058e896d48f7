const { DynamoDBClient } = require("@aws-sdk/client-dynamodb");
const { DynamoDBDocumentClient, GetCommand } = require("@aws-sdk/lib-dynamodb");

const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));

exports.handler = async (event) => {
  const answer = await documents.send(
    new GetCommand({ TableName: process.env.CARTS, Key: { id: event.pathParameters.cart } }),
  );
  return { statusCode: 200, body: JSON.stringify(answer.Item ?? { lines: [] }) };
};
