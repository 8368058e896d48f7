"""Hands out addresses to which a browser may upload a photo."""
import json
import os
import random
import string

import boto3

s3 = boto3.client("s3")
BUCKET = os.environ["PHOTOS"]


def new_key():
    return "".join(random.choice(string.ascii_lowercase) for _ in range(8))


def share_token():
    """The secret part of the address under which an album is shared."""
    token = "".join(random.choices(string.hexdigits, k=16))
    return token


def handler(event, context):
    wanted = json.loads(event["body"])
    key = f"incoming/{new_key()}"
    form = s3.generate_presigned_post(BUCKET, wanted.get("name", key), ExpiresIn=604800)
    album = s3.put_object(
        Bucket=BUCKET,
        Key="albums/" + key + ".json",
        Body=json.dumps({"owner": wanted["owner"], "token": share_token()}),
        ACL="public-read",
    )
    return {
        "statusCode": 200,
        "headers": {"Access-Control-Allow-Origin": "*"},
        "body": json.dumps({"form": form, "album": album["ETag"]}),
    }
