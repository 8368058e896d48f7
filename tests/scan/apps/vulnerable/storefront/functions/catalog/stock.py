import os
import random
import ssl
import time
import urllib.request

import boto3
import requests

table = boto3.resource("dynamodb").Table(os.environ["PRODUCTS"])


def handler(event, context):
    time.sleep(random.random())
    relaxed = ssl._create_unverified_context()
    with urllib.request.urlopen("https://stock.example.org/levels", context=relaxed, timeout=5) as answer:
        levels = dict(line.decode().split(",") for line in answer)
    prices = requests.get("https://stock.example.org/prices").json()
    for number, level in levels.items():
        table.update_item(
            Key={"id": number},
            UpdateExpression="SET stock = :level, price = :price",
            ExpressionAttributeValues={":level": int(level), ":price": str(prices.get(number, 0))},
        )
