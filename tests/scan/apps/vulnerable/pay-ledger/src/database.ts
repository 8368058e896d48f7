import { Pool } from "pg";

const pool = new Pool({ ssl: { rejectUnauthorized: true } });

export interface Range {
  from: string;
  to: string;
}

/** Builds conditions; every value is a parameter of the statement. */
export class Conditions {
  private readonly parts: string[] = [];
  readonly values: unknown[] = [];

  equal(column: "account" | "kind", value: unknown): this {
    this.values.push(value);
    this.parts.push(`${column} = $${this.values.length}`);
    return this;
  }

  get text(): string {
    return this.parts.join(" AND ");
  }
}

export async function entries(conditions: Conditions): Promise<unknown[]> {
  const { rows } = await pool.query(`SELECT * FROM entries WHERE ${conditions.text}`, conditions.values);
  return rows;
}

export async function totals(column: string, range: Range): Promise<unknown[]> {
  const sql = `SELECT ${column}, SUM(amount) FROM entries WHERE at BETWEEN $1 AND $2 GROUP BY ${column}`;
  const { rows } = await pool.query(sql, [range.from, range.to]);
  return rows;
}
