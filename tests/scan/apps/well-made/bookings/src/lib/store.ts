import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DeleteCommand, DynamoDBDocumentClient, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import type { Booking } from "./schemas";

const documents = DynamoDBDocumentClient.from(new DynamoDBClient({ maxAttempts: 3 }));

export interface Stored extends Booking {
  guest: string;
  id: string;
  price: number;
}

export const roomPrice = async (id: string): Promise<number | undefined> => {
  const { Item } = await documents.send(new GetCommand({ TableName: process.env.ROOMS, Key: { id } }));
  return Item?.price as number | undefined;
};

export const put = (booking: Stored) =>
  documents.send(
    new PutCommand({ TableName: process.env.BOOKINGS, Item: booking, ConditionExpression: "attribute_not_exists(id)" }),
  );

export const remove = (guest: string, id: string) =>
  documents.send(new DeleteCommand({ TableName: process.env.BOOKINGS, Key: { guest, id } }));

export const get = async (guest: string, id: string): Promise<Stored | undefined> => {
  const { Item } = await documents.send(new GetCommand({ TableName: process.env.BOOKINGS, Key: { guest, id } }));
  return Item as Stored | undefined;
};
