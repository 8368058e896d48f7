const AWS = require("aws-sdk");
const { MongoClient } = require("mongodb");
const mongoose = require("mongoose");
const { DynamoDBClient, ExecuteStatementCommand, QueryCommand } = require("@aws-sdk/client-dynamodb");

const documents = new AWS.DynamoDB.DocumentClient();
const Person = mongoose.model("Person", new mongoose.Schema({ name: String }));

exports.handler = async (event) => {
  const body = JSON.parse(event.body);
  const client = await MongoClient.connect(process.env.MONGO);
  const people = client.db("app").collection("people");
  await people.findOne({ name: body.name, password: body.password }); // finding: nosql
  await people.findOne({ name: String(body.name) }); // clean
  await people.find(body).toArray(); // finding: nosql
  await people.find({ $where: "this.name == '" + body.name + "'" }).toArray(); // finding: nosql
  await people.deleteMany(body.filter); // finding: nosql
  await people.insertOne({ name: body.name, at: Date.now() }); // clean
  await Person.find({ name: body.name }); // finding: nosql
  await Person.findById(String(body.id)); // clean
  await documents.scan({ TableName: "t", FilterExpression: "a = " + body.a, Limit: 5 }).promise(); // finding: nosql
  await documents.query({ TableName: "t", KeyConditionExpression: "a = :a", ExpressionAttributeValues: { ":a": body.a }, Limit: 5 }).promise(); // clean
  const dynamo = new DynamoDBClient({});
  await dynamo.send(new ExecuteStatementCommand({ Statement: `SELECT * FROM t WHERE a = '${body.a}'` })); // finding: nosql
  await dynamo.send(new QueryCommand({ TableName: "t", KeyConditionExpression: "a = :a", ExpressionAttributeValues: { ":a": { S: body.a } } })); // clean
};
