import base64
import io
import os
import pickle
import tarfile
import zipfile

import boto3
import requests

s3 = boto3.resource("s3")
ALLOWED = {"image/jpeg", "image/png"}


def lambda_handler(event, context):
    query = event.get("queryStringParameters") or {}
    state = restore(event.get("cookies", []))
    answer = requests.get(query["from"], verify=False)
    kind = answer.headers.get("Content-Type")
    if kind == "application/zip":
        names = unzip(answer.content)
    elif kind == "application/x-tar":
        names = untar(answer.content)
    elif kind in ALLOWED:
        names = [keep(query.get("title", "untitled"), answer.content)]
    else:
        return {"statusCode": 415, "body": "not a picture"}
    state["count"] = state.get("count", 0) + len(names)
    packed = base64.urlsafe_b64encode(pickle.dumps(state)).decode()
    return {
        "statusCode": 303,
        "headers": {"Location": query.get("next", "/")},
        "cookies": [f"importer={packed}; Path=/"],
    }


def restore(cookies):
    for cookie in cookies:
        name, _, value = cookie.partition("=")
        if name == "importer":
            return pickle.loads(base64.urlsafe_b64decode(value))
    return {}


def unzip(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = [name for name in archive.namelist() if name.endswith(".jpg")]
        for name in names:
            keep(name, archive.read(name))
    return names


def untar(content):
    with tarfile.open(fileobj=io.BytesIO(content)) as archive:
        archive.extractall("/tmp/import")
    names = os.listdir("/tmp/import")
    for name in names:
        with open(os.path.join("/tmp/import", name), "rb") as file:
            keep(name, file.read())
    return names


def keep(name, content):
    s3.Object(os.environ["PHOTOS"], "imported/" + name).put(Body=content)
    return name
