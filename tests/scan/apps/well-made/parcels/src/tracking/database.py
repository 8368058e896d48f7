"""Statements over the tracking database. Values are parameters, names come from constants."""
import os

import boto3
import psycopg2
from psycopg2 import sql
from psycopg2.extras import RealDictCursor

SORTS = {"newest": ("at", "DESC"), "oldest": ("at", "ASC"), "place": ("place", "ASC")}


def connect():
    host = os.environ["DB_HOST"]
    token = boto3.client("rds").generate_db_auth_token(DBHostname=host, Port=5432, DBUsername="tracking")
    return psycopg2.connect(
        host=host, user="tracking", password=token, dbname="tracking", sslmode="verify-full",
        connect_timeout=3, cursor_factory=RealDictCursor,
    )


def steps(connection, numbers, sort, limit):
    column, direction = SORTS.get(sort, SORTS["newest"])
    marks = ", ".join(["%s"] * len(numbers))
    statement = sql.SQL("SELECT number, place, at FROM steps WHERE number IN ({marks}) ORDER BY {column} {direction} LIMIT %s").format(
        marks=sql.SQL(marks), column=sql.Identifier(column), direction=sql.SQL(direction)
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [*numbers, limit])
        return cursor.fetchall()


def count(connection, place):
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) AS total FROM steps WHERE place ILIKE %(place)s", {"place": f"%{place}%"})
        return cursor.fetchone()["total"]


def of_kind(connection, kind):
    table = "steps_inland" if kind == "inland" else "steps_abroad"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT number, at FROM {table} ORDER BY at DESC LIMIT 100")
        return cursor.fetchall()
