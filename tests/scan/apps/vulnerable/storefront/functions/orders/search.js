const { DynamoDBClient, ExecuteStatementCommand } = require("@aws-sdk/client-dynamodb");

const dynamo = new DynamoDBClient({});

const FIELDS = ["id", "customer", "charged"];

exports.handler = async (event) => {
  const { field = "id", is, since } = event.queryStringParameters || {};
  const name = FIELDS.includes(field) ? field : "id";
  let Statement = `SELECT * FROM "${process.env.ORDERS}" WHERE ${name} = '${is}'`;
  const answer = await dynamo.send(new ExecuteStatementCommand({ Statement }));
  const recent = await dynamo.send(
    new ExecuteStatementCommand({
      Statement: `SELECT * FROM "${process.env.ORDERS}" WHERE ${name} > ?`,
      Parameters: [{ S: since }],
    }),
  );
  return { statusCode: 200, body: JSON.stringify([...answer.Items, ...recent.Items]) };
};
