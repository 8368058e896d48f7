import middy from "@middy/core";
import httpErrorHandler from "@middy/http-error-handler";
import httpJsonBodyParser from "@middy/http-json-body-parser";
import type { APIGatewayProxyEventV2WithJWTAuthorizer, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { logger } from "./log";

export type Event = Omit<APIGatewayProxyEventV2WithJWTAuthorizer, "body"> & { body: unknown };
export type Answer = APIGatewayProxyStructuredResultV2;

/** Wraps a handler: JSON bodies are parsed, errors become answers without their inside. */
export const http = (work: (event: Event) => Promise<Answer>) =>
  middy(work)
    .use(httpJsonBodyParser({ disableContentTypeError: true }))
    .use(httpErrorHandler({ logger: (error) => logger.error("failed", error as Error), fallbackMessage: "internal error" }));

export const json = (statusCode: number, body: unknown): Answer => ({
  statusCode,
  headers: { "content-type": "application/json", "cache-control": "no-store" },
  body: JSON.stringify(body),
});

/** The person who is logged in, as the verified token says. */
export const guestOf = (event: Event): string => String(event.requestContext.authorizer.jwt.claims.sub);
