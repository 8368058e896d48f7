const { DynamoDBClient } = require("@aws-sdk/client-dynamodb");
const { DynamoDBDocumentClient, UpdateCommand } = require("@aws-sdk/lib-dynamodb");

const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));

exports.handler = async (event) => {
  const changes = JSON.parse(event.body);
  const sets = Object.keys(changes).map((name) => `${name} = :${name}`);
  const values = Object.fromEntries(Object.entries(changes).map(([name, value]) => [`:${name}`, value]));
  await documents.send(
    new UpdateCommand({
      TableName: process.env.PRODUCTS,
      Key: { id: event.pathParameters.id },
      UpdateExpression: `SET ${sets.join(", ")}`,
      ExpressionAttributeValues: values,
    }),
  );
  return { statusCode: 204 };
};
