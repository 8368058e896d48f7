import csv
import os
import subprocess
import sys

import boto3
from boto3.dynamodb.conditions import Attr

table = boto3.resource("dynamodb").Table(os.environ["ORDERS"])


def handler(event, context):
    order = event["pathParameters"]["order"]
    folder = f"/tmp/{order}"
    os.makedirs(folder, exist_ok=True)
    with open(f"{folder}/lines.csv", "w", newline="") as file:
        writer = csv.writer(file)
        for item in table.scan(FilterExpression=Attr("id").eq(order))["Items"]:
            writer.writerow([item["customer"], item["address"]])
    packed = subprocess.run(f"tar cz {folder}", shell=True, capture_output=True)
    if packed.returncode:
        error = sys.exc_info()
        return {"statusCode": 500, "body": repr(os.environ) + str(error)}
    return {"statusCode": 200, "body": packed.stdout.hex(), "headers": {"Content-Type": "text/plain"}}
