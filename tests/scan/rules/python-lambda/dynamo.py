import json
import os

import boto3
from boto3.dynamodb.conditions import Attr, Key

table = boto3.resource("dynamodb").Table(os.environ["TABLE"])
client = boto3.client("dynamodb")


def handler(event, context):
    body = json.loads(event["body"])
    name = body["name"]
    table.scan(FilterExpression="name = " + name, Limit=10)  # finding: nosql
    table.query(KeyConditionExpression="id = :id AND " + body["more"], ExpressionAttributeValues={":id": name}, Limit=10)  # finding: nosql
    table.query(KeyConditionExpression=Key("id").eq(name), FilterExpression=Attr("kind").eq(body["kind"]), Limit=10)  # clean
    client.execute_statement(Statement=f"SELECT * FROM people WHERE name = '{name}'")  # finding: nosql
    client.execute_statement(Statement="SELECT * FROM people WHERE name = ?", Parameters=[{"S": name}])  # clean
    client.scan(TableName="people", FilterExpression="a = :a", ExpressionAttributeValues={":a": {"S": name}}, Limit=10)  # clean
    client.scan(**{"TableName": "people", "ScanFilter": json.loads(body["filter"]), "Limit": 10})  # finding: nosql
