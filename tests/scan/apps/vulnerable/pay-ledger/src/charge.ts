import { APIGatewayProxyEvent, APIGatewayProxyResult } from "aws-lambda";
import { DynamoDBClient, GetItemCommand, PutItemCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import axios from "axios";
import { describe, Payment } from "./payment";

const dynamo = new DynamoDBClient({});
const provider = axios.create({ baseURL: "https://provider.example.org", timeout: 5000 });

export async function handler(event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> {
  const payment = JSON.parse(event.body!) as Payment;
  console.info("charging", describe(payment));
  const { Item } = await dynamo.send(
    new GetItemCommand({ TableName: process.env.PAYMENTS, Key: marshall({ id: `balance#${payment.account}` }) }),
  );
  const balance = Item ? unmarshall(Item).amount : 0;
  if (balance < payment.amount) {
    return { statusCode: 402, body: JSON.stringify({ balance }) };
  }
  await dynamo.send(
    new UpdateItemCommand({
      TableName: process.env.PAYMENTS,
      Key: marshall({ id: `balance#${payment.account}` }),
      UpdateExpression: "SET amount = :left",
      ExpressionAttributeValues: marshall({ ":left": balance - payment.amount }),
    }),
  );
  const { data } = await provider.post(`/charges/${encodeURIComponent(payment.account)}`, {
    amount: payment.amount,
    card: payment.card,
  });
  await dynamo.send(
    new PutItemCommand({
      TableName: process.env.PAYMENTS,
      Item: marshall({ id: data.id, note: payment.note, account: payment.account, callback: payment.callback }),
    }),
  );
  return { statusCode: 201, body: JSON.stringify({ id: data.id }) };
}
