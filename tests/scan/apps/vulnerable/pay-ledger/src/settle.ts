import type { DynamoDBStreamEvent } from "aws-lambda";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import type { AttributeValue } from "@aws-sdk/client-dynamodb";

export const handler = async ({ Records }: DynamoDBStreamEvent): Promise<void> => {
  for (const { dynamodb } of Records) {
    const payment = unmarshall(dynamodb!.NewImage as Record<string, AttributeValue>);
    if (payment.callback) {
      const answer = await fetch(payment.callback, { method: "POST", body: JSON.stringify({ id: payment.id }) });
      console.log("callback answered", answer.status);
    }
  }
};
