import base64
import json
import pickle

import boto3

table = boto3.resource("dynamodb").Table("visits")
history = []


def consume(event, context):
    for record in event["Records"]:
        data = base64.b64decode(record["kinesis"]["data"])
        if data.startswith(b"\x80"):
            vitals = pickle.loads(data)
        else:
            vitals = json.loads(data)
        history.append(vitals)
        table.put_item(Item={"patient": str(vitals["patient"]), "at": vitals["at"], "pulse": int(vitals["pulse"])})
