import json
import os
import traceback

import pymysql

connection = None
last_caller = None


def database():
    global connection
    if connection is None or not connection.open:
        connection = pymysql.connect(
            host=os.environ["DB_HOST"], user=os.environ["DB_USER"], password=os.environ["DB_PASSWORD"],
            database="gallery", connect_timeout=3, cursorclass=pymysql.cursors.DictCursor,
        )
    return connection


COLUMNS = {"new": "created DESC", "old": "created ASC", "name": "title"}


def find(text, order, limit):
    where = "title LIKE '%%%s%%'" % text
    with database().cursor() as cursor:
        cursor.execute(
            "SELECT id, title, owner FROM photos WHERE " + where + " LIMIT 50"
        )
        found = cursor.fetchall()
        # The order is one of three constants, and the limit a number.
        cursor.execute(
            f"SELECT COUNT(*) AS total FROM photos ORDER BY {COLUMNS.get(order, 'title')} LIMIT {int(limit)}"
        )
        return found, cursor.fetchone()["total"]


def lambda_handler(event, context):
    global last_caller
    query = event.get("queryStringParameters") or {}
    claims = event["requestContext"].get("authorizer", {}).get("claims")
    if claims:
        last_caller = claims
    print("search", json.dumps({"text": query.get("q"), "order": query.get("order")}))
    try:
        rows, total = find(query.get("q", ""), query.get("order"), query.get("limit", "20"))
    except Exception:
        return {"statusCode": 500, "body": json.dumps({"error": traceback.format_exc()})}
    return {
        "statusCode": 200,
        "headers": {"Content-Type": "application/json"},
        "body": json.dumps({"rows": rows, "total": total, "hello": last_caller and last_caller["email"]}),
    }
