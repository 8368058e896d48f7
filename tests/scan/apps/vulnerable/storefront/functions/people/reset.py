import json
import logging
import os
import random
import time

import boto3

logging.basicConfig(level=logging.INFO)
table = boto3.resource("dynamodb").Table(os.environ["PEOPLE"])


def handler(event, context):
    body = json.loads(event["body"])
    random.seed(int(time.time()))
    code = "%06d" % random.randrange(10**6)
    table.update_item(
        Key={"email": body["email"]},
        UpdateExpression="SET reset_code = :code",
        ExpressionAttributeValues={":code": code},
    )
    logging.info("reset code of %s is %s", body["email"], code)
    target = body.get("return_to") or "https://shop.example.org/reset"
    return {"statusCode": 302, "headers": {"Location": target}, "body": ""}
