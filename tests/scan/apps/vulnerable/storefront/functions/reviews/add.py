import json
import os

import mysql.connector


def connect():
    return mysql.connector.connect(
        host=os.environ["DB_HOST"], user="reviews", password=os.environ["DB_PASSWORD"], database="shop", connection_timeout=5
    )


class Reviews:
    def __init__(self, connection):
        self.cursor = connection.cursor(dictionary=True)

    def insert(self, product, stars, text):
        self.cursor.execute(
            "INSERT INTO reviews (product, stars, text) VALUES (%s, %s, %s)", (product, stars, text)
        )

    def newest(self, product, order="at"):
        statement = "SELECT * FROM reviews WHERE product = %s ORDER BY " + order
        self.cursor.execute(statement, (product,))
        return self.cursor.fetchall()


def handler(event, context):
    body = json.loads(event["body"])
    connection = connect()
    reviews = Reviews(connection)
    reviews.insert(body["product"], int(body["stars"]), body["text"])
    connection.commit()
    return {"statusCode": 200, "body": json.dumps(reviews.newest(body["product"], body.get("order", "at")), default=str)}
