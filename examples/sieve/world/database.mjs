// A real PostgreSQL in this process, reached over the network as any other.
import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';

/** Starts the database on a free port of 127.0.0.1. */
export async function startDatabase() {
  const db = await PGlite.create();
  const server = new PGLiteSocketServer({ db, host: '127.0.0.1', port: 0, maxConnections: 32 });
  await server.start();
  return {
    url: `postgres://postgres@${server.getServerConn()}/postgres`,
    reset: (loot) => db.exec(schema(loot)),
    rows: async (text) => (await db.query(text)).rows,
  };
}

function schema(loot) {
  return `
    DROP SCHEMA public CASCADE;
    CREATE SCHEMA public;
    CREATE TABLE users (name text PRIMARY KEY, password text, role text, email text, session text);
    INSERT INTO users VALUES
      ('ada', 'tea time', 'customer', 'ada@sieve.test', 'session-of-ada'),
      ('mallory', 'guess', 'customer', 'mallory@sieve.test', 'session-of-mallory'),
      ('root', '${loot.adminPassword}', 'administrator', 'root@sieve.test', '${loot.adminSession}');
    CREATE TABLE orders (
      id int PRIMARY KEY, customer text, item text, quantity int, price int, status text DEFAULT 'paid');
    INSERT INTO orders VALUES
      (1001, 'ada', 'Green tea', 2, 12), (1002, 'ada', 'Teapot', 1, 45), (1003, 'grace', 'Coffee mill', 1, 80),
      (1004, 'linus', 'Black tea', 5, 9), (1005, 'grace', 'Cups & saucers', 6, 7);
    CREATE TABLE api_keys (service text, token text);
    INSERT INTO api_keys VALUES ('payments', '${loot.apiToken}');
    CREATE TABLE clicks (page text, referrer text);
    CREATE TABLE uploads (lines int);`;
}
