const { DynamoDBClient, ExecuteStatementCommand, PutItemCommand } = require("@aws-sdk/client-dynamodb");
const { runInNewContext } = require("vm");

const dynamo = new DynamoDBClient({});
const COMMANDS = {
  async visits(argument) {
    const Statement = `SELECT * FROM visits WHERE patient = '${argument}'`;
    return (await dynamo.send(new ExecuteStatementCommand({ Statement }))).Items;
  },
  async note(argument, connection) {
    await dynamo.send(new PutItemCommand({ TableName: "visits", Item: { patient: { S: connection }, at: { S: argument } } }));
    return "noted";
  },
  sum: (argument) => runInNewContext(argument),
};

module.exports.message = async (event) => {
  const [name, ...rest] = event.body.split(" ");
  const command = COMMANDS[name];
  if (!command) return { statusCode: 400, body: "unknown command" };
  const answer = await command(rest.join(" "), event.requestContext.connectionId);
  return { statusCode: 200, body: JSON.stringify(answer) };
};
