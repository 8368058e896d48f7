import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { Pool } from "pg";
import { http, json } from "../lib/http";
import { Search } from "../lib/schemas";

let pool: Pool | undefined;

async function database(): Promise<Pool> {
  if (!pool) {
    const secrets = new SecretsManagerClient({});
    const { SecretString } = await secrets.send(new GetSecretValueCommand({ SecretId: process.env.DATABASE_SECRET }));
    const { username, password, host } = JSON.parse(SecretString!);
    pool = new Pool({ host, user: username, password, ssl: { rejectUnauthorized: true }, max: 1, connectionTimeoutMillis: 3000 });
  }
  return pool;
}

const COLUMNS = { price: "price ASC", name: "name ASC" } as const;

export const handler = http(async (event) => {
  const { city, beds, sort } = Search.parse(event.queryStringParameters ?? {});
  const conditions = ["beds >= $1"];
  const values: unknown[] = [beds];
  if (city) {
    values.push(`${city}%`);
    conditions.push(`city ILIKE $${values.length}`);
  }
  const { rows } = await (await database()).query(
    `SELECT id, name, price FROM rooms WHERE ${conditions.join(" AND ")} ORDER BY ${COLUMNS[sort]} LIMIT 50`,
    values,
  );
  return json(200, rows);
});
