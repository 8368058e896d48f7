import json
import os

import boto3
from boto3.dynamodb.conditions import Key
from shop.pages import every

table = boto3.resource("dynamodb").Table(os.environ["ORDERS"])


def handler(event, context):
    customer = event["requestContext"]["authorizer"]["principalId"]
    orders = every(table.query, KeyConditionExpression=Key("customer").eq(customer))
    return {"statusCode": 200, "body": json.dumps(orders, default=str)}
