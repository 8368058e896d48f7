import os
import uuid

import boto3
from boto3.dynamodb.conditions import Key

table = boto3.resource("dynamodb").Table(os.environ["COMMENTS_TABLE"])


def comments_of(photo):
    items, more = [], {}
    while True:
        answer = table.query(KeyConditionExpression=Key("photo").eq(photo), **more)
        items += answer["Items"]
        if "LastEvaluatedKey" not in answer:
            return items
        more = {"ExclusiveStartKey": answer["LastEvaluatedKey"]}


def add(photo, comment):
    comment["comment"] = str(uuid.uuid4())
    table.put_item(Item=comment)


def remove(photo, comment):
    table.delete_item(Key={"photo": photo, "comment": comment})
