import aiomysql
import asyncpg
import psycopg


async def handler(event, context):
    name = event["name"]
    connection = await asyncpg.connect(database="people")
    await connection.fetch("SELECT * FROM people WHERE name = '" + name + "'")  # finding: sql
    await connection.execute(f"DELETE FROM people WHERE name = '{name}'")  # finding: sql
    await connection.fetchrow("SELECT * FROM people WHERE name = $1", name)  # clean
    pool = await asyncpg.create_pool(database="people")
    async with pool.acquire() as other:
        await other.fetchval("SELECT id FROM people WHERE name = '%s'" % name)  # finding: sql


async def lambda_handler(event, context):
    connection = await aiomysql.connect(db="people")
    async with connection.cursor() as cursor:
        await cursor.execute("SELECT * FROM people WHERE name = '%s'" % event["name"])  # finding: sql
        await cursor.execute("SELECT * FROM people WHERE name = %s", (event["name"],))  # clean
    with psycopg.connect("dbname=people") as three:
        three.execute("SELECT * FROM people WHERE name = '" + event["name"] + "'")  # finding: sql
        three.execute("SELECT * FROM people WHERE name = %s", [event["name"]])  # clean
