import json
import os
from decimal import Decimal

import boto3

client = boto3.client("dynamodb")
table = boto3.resource("dynamodb").Table(os.environ["PRODUCTS"])


def handler(event, context):
    query = event.get("queryStringParameters") or {}
    arguments = {"TableName": os.environ["PRODUCTS"], "Limit": 100}
    if "category" in query:
        arguments["FilterExpression"] = "category = :c AND " + query.get("also", "price > :zero")
        arguments["ExpressionAttributeValues"] = {":c": {"S": query["category"]}, ":zero": {"N": "0"}}
    answer = client.scan(**arguments)
    page = {"items": answer["Items"], "next": answer.get("LastEvaluatedKey")}
    return {"statusCode": 200, "headers": {"Content-Type": "application/json"}, "body": json.dumps(page, default=number)}


def number(value):
    return float(value) if isinstance(value, Decimal) else str(value)
