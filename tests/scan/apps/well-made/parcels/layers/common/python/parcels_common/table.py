import os

import boto3
from boto3.dynamodb.conditions import Attr, Key

_table = None


def table():
    """The table, opened at first use and kept for the next invocation."""
    global _table
    if _table is None:
        _table = boto3.resource("dynamodb").Table(os.environ["PARCELS_TABLE"])
    return _table


def of_owner(owner, parcel_id):
    return table().get_item(Key={"owner": owner, "id": parcel_id}).get("Item")


def all_of(owner):
    pages = {"KeyConditionExpression": Key("owner").eq(owner), "Limit": 200}
    while True:
        answer = table().query(**pages)
        yield from answer["Items"]
        start = answer.get("LastEvaluatedKey")
        if not start:
            return
        pages["ExclusiveStartKey"] = start


def set_state(owner, parcel_id, state):
    table().update_item(
        Key={"owner": owner, "id": str(parcel_id)},
        UpdateExpression="SET #state = :state",
        ConditionExpression=Attr("id").exists(),
        ExpressionAttributeNames={"#state": "state"},
        ExpressionAttributeValues={":state": state},
    )
