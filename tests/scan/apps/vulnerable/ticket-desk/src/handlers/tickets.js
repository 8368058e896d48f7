"use strict";

const AWS = require("aws-sdk");
const crypto = require("crypto");
const nunjucks = require("nunjucks");
const { json, page, guarded, escaped } = require("../lib/http");
const { byId } = require("../lib/people");

const documents = new AWS.DynamoDB.DocumentClient();
const queue = new AWS.SQS();
const TableName = process.env.TICKETS;

exports.create = guarded(async (event) => {
  const ticket = JSON.parse(event.body);
  ticket.id = crypto.randomUUID();
  ticket.author = event.requestContext.authorizer.principalId;
  await documents.put({ TableName, Item: ticket }).promise();
  await queue
    .sendMessage({
      QueueUrl: process.env.QUEUE_URL,
      MessageBody: JSON.stringify({ ticket: ticket.id, to: ticket.notify, subject: ticket.title }),
    })
    .promise();
  return json(201, { id: ticket.id });
});

exports.find = guarded(async (event) => {
  const query = event.queryStringParameters || {};
  const found = [];
  let start;
  do {
    const answer = await documents
      .scan({
        TableName,
        FilterExpression: "#field = :value",
        ExpressionAttributeNames: { "#field": query.field || "state" },
        ExpressionAttributeValues: { ":value": query.value || "open" },
        ExclusiveStartKey: start,
      })
      .promise();
    found.push(...answer.Items);
    start = answer.LastEvaluatedKey;
  } while (start);
  const wanted = (query.sort || "id").split(",");
  found.sort((left, right) => wanted.map((key) => left[key] - right[key]).find((sign) => sign) || 0);
  return json(200, found);
});

exports.show = guarded(async (event) => {
  const { id } = event.pathParameters;
  const { Item: ticket } = await documents.get({ TableName, Key: { id } }).promise();
  if (!ticket) {
    return page(`<p>No ticket ${escaped(id)}</p>`);
  }
  if (event.path.endsWith("/print")) {
    const author = await byId(ticket.author);
    return page(nunjucks.renderString(`<h1>${ticket.title}</h1><p>by {{ author.name }}</p>`, { author }));
  }
  return json(200, ticket);
});
