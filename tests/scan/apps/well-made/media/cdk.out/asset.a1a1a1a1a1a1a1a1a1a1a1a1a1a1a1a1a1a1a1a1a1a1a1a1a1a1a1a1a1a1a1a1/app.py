import html
import os
import re
from urllib.parse import quote

import boto3

table = boto3.resource("dynamodb").Table(os.environ["ALBUMS"])
ID = re.compile(r"[0-9a-f]{32}")


def is_album_id(text):
    return ID.fullmatch(text) is not None


def picture(item):
    name = html.escape(item["name"])
    return f'<figure><img src="/raw/{quote(item["key"])}" alt="{name}"><figcaption>{name}</figcaption></figure>'


def handler(event, context):
    album = event["pathParameters"]["id"]
    if not is_album_id(album):
        return page(404, f"<p>There is no album {html.escape(album)}.</p>")
    item = table.get_item(Key={"id": album}).get("Item")
    subject = event["requestContext"]["authorizer"]["jwt"]["claims"]["sub"]
    if item is None or subject not in item["members"]:
        return page(404, "<p>There is no such album.</p>")
    body = "".join(picture(entry) for entry in item["pictures"])
    return page(200, f"<h1>{html.escape(item['title'])}</h1>{body}")


def page(status, body):
    return {
        "statusCode": status,
        "headers": {"content-type": "text/html; charset=utf-8", "x-content-type-options": "nosniff"},
        "body": "<!doctype html>" + body,
    }
