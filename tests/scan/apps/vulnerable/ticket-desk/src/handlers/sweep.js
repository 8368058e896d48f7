"use strict";

const AWS = require("aws-sdk");

const documents = new AWS.DynamoDB.DocumentClient();

/** Closes tickets that nobody touched for a year. */
exports.handler = async (event) => {
  const { Items } = await documents.scan({ TableName: process.env.TICKETS }).promise();
  for (const ticket of Items) {
    if (ticket.touched < Date.now() - 31_536_000_000) {
      await documents.delete({ TableName: process.env.TICKETS, Key: { id: ticket.id } }).promise();
    }
  }
  return { swept: Items.length };
};
