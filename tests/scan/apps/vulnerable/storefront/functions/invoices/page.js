const { DynamoDBClient } = require("@aws-sdk/client-dynamodb");
const { DynamoDBDocumentClient, GetCommand } = require("@aws-sdk/lib-dynamodb");

const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));

const row = (line) => "<tr><td>" + line.name + "</td><td>" + Number(line.count) + "</td></tr>";

exports.handler = async (event) => {
  const Key = { customer: event.requestContext.authorizer.principalId, id: event.pathParameters.id };
  const { Item: order } = await documents.send(new GetCommand({ TableName: process.env.ORDERS, Key }));
  if (!order) {
    return html(404, "<p>No such invoice.</p>");
  }
  return html(200, `<table>${order.lines.map(row).join("")}</table>`);
};

function html(statusCode, body) {
  return { statusCode, headers: { "Content-Type": "text/html" }, body: "<!doctype html>" + body };
}
