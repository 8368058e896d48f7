import type { APIGatewayProxyEvent } from "aws-lambda";
import { Conditions, entries, totals } from "./database";

export const handler = async (event: APIGatewayProxyEvent) => {
  const { account, kind, by, from = "2020-01-01", to = "2030-01-01", format } = event.queryStringParameters ?? {};
  const rows = by ? await totals(by, { from, to }) : await entries(new Conditions().equal("account", account).equal("kind", kind ?? "debit"));
  if (format === "html") {
    return {
      statusCode: 200,
      headers: { "Content-Type": "text/html" },
      body: `<h1>Account ${account}</h1><pre>${rows.length} entries</pre>`,
    };
  }
  return { statusCode: 200, headers: { "Content-Type": "application/json" }, body: JSON.stringify({ account, rows }) };
};
