import { SESv2Client, SendEmailCommand } from "@aws-sdk/client-sesv2";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from "aws-lambda";
import { html } from "../lib/html";
import { logger } from "../lib/log";

const mail = new SESv2Client({});

export const handler = async (event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
  const failed: string[] = [];
  for (const { eventName, dynamodb } of event.Records) {
    if (eventName !== "INSERT" || !dynamodb?.NewImage) continue;
    const booking = unmarshall(dynamodb.NewImage as never);
    try {
      await mail.send(
        new SendEmailCommand({
          FromEmailAddress: "desk@example.org",
          Destination: { ToAddresses: ["bookings@example.org"] },
          Content: {
            Simple: {
              Subject: { Data: `Booking ${booking.id}` },
              Body: { Html: { Data: html`<p>${booking.nights} nights, ${booking.note ?? "no note"}</p>` } },
            },
          },
        }),
      );
    } catch (error) {
      logger.error("not sent", error as Error);
      failed.push(dynamodb.SequenceNumber!);
    }
  }
  return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
};
