import knex, { type Knex } from "knex";

const SORTS = new Map([["name", "name asc"], ["ward", "ward asc"]]);

export class PatientRepository {
  private readonly database: Knex = knex({ client: "pg", connection: process.env.DATABASE_URL });

  async select(condition: string, sort: string) {
    const order = SORTS.get(sort) ?? "name asc";
    const { rows } = await this.database.raw(`select id, name from patients where ${condition} order by ${order}`);
    return rows;
  }

  one(id: number) {
    return this.database("patients").where({ id }).first();
  }

  insert(name: string, pinHash: string) {
    return this.database.raw("insert into patients (name, pin_hash) values (?, ?) returning id", [name, pinHash]);
  }

  remove(id: number) {
    return this.database.raw(`delete from patients where id = ${id}`);
  }
}
