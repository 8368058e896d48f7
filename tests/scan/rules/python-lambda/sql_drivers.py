import os

import mysql.connector
import psycopg2
import psycopg2.extras
import pymssql
import pymysql
import pymysql.cursors
import pyodbc
import sqlite3


def pymysql_handler(event, context):
    name = event["name"]
    connection = pymysql.connect(host=os.environ["HOST"], user="app", cursorclass=pymysql.cursors.DictCursor)
    cursor = connection.cursor()
    cursor.execute("SELECT * FROM people WHERE name = '%s'" % name)  # finding: sql
    cursor.execute("SELECT * FROM people WHERE name = '{}'".format(name))  # finding: sql
    cursor.execute(f"SELECT * FROM people WHERE name = '{event['name']}'")  # finding: sql
    cursor.execute("SELECT * FROM people WHERE name = '" + name + "'")  # finding: sql
    cursor.execute("SELECT * FROM people WHERE name = %s", (name,))  # clean
    cursor.execute("SELECT * FROM people WHERE name = 'Ann'")  # clean
    statement = "DELETE FROM people"
    statement += " WHERE name = '" + name + "'"
    cursor.execute(statement)  # finding: sql
    cursor.executemany("INSERT INTO log VALUES (%s)", [(name,)])  # clean
    return cursor.fetchall()


def psycopg2_handler(event, context):
    body = event["body"]
    connection = psycopg2.connect(os.environ["DSN"])
    with connection, connection.cursor(cursor_factory=psycopg2.extras.DictCursor) as cursor:
        cursor.execute("SELECT * FROM notes WHERE text LIKE '%" + body + "%'")  # finding: sql
        cursor.execute("SELECT * FROM notes WHERE text LIKE %s", ("%" + body + "%",))  # clean
        psycopg2.extras.execute_values(cursor, "INSERT INTO notes VALUES %s", [(body,)])  # clean
        query = f"SELECT * FROM {body}"
        cursor.execute(query)  # finding: sql
        cursor.execute(cursor.mogrify("SELECT * FROM notes WHERE id = %s", (body,)))  # clean
    return "done"


def connector_handler(event, context):
    order = event.get("order")
    connection = mysql.connector.connect(user="app", host="db")
    cursor = connection.cursor(prepared=True)
    cursor.execute("SELECT * FROM items ORDER BY %s" % order)  # finding: sql
    cursor.execute("SELECT * FROM items WHERE id = ?", [order])  # clean
    for result in connection.cmd_query_iter("SELECT 1; SELECT " + order):  # finding: sql
        print(type(result))


def pymssql_handler(event, context):
    connection = pymssql.connect("server", "user", os.environ["PASSWORD"], "db")
    cursor = connection.cursor(as_dict=True)
    cursor.execute("SELECT * FROM t WHERE a = '" + event["a"] + "'")  # finding: sql
    cursor.execute("SELECT * FROM t WHERE a = %s", event["a"])  # clean
    cursor.callproc("find", (event["a"],))  # clean


def pyodbc_handler(event, context):
    cursor = pyodbc.connect(os.environ["DSN"]).cursor()
    cursor.execute("SELECT * FROM t WHERE a = '{a}'".format(**event))  # finding: sql
    cursor.execute("SELECT * FROM t WHERE a = ?", event["a"])  # clean


def sqlite_handler(event, context):
    with sqlite3.connect("/tmp/a.db") as connection:
        connection.execute("SELECT * FROM t WHERE a = '%(a)s'" % {"a": event["a"]})  # finding: sql
        connection.executescript("DROP TABLE " + event["table"])  # finding: sql
        connection.execute("SELECT * FROM t WHERE a = :a", {"a": event["a"]})  # clean
        connection.execute("SELECT * FROM t LIMIT %d" % int(event["limit"]))  # clean
