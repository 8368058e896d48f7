import json

import store
from pages import page


def route(event, context):
    method = event["httpMethod"]
    photo = event["pathParameters"]["photo"]
    if method == "GET":
        return read(event, photo)
    if method == "POST":
        return write(event, photo)
    return delete(photo, event["pathParameters"]["comment"])


def read(event, photo):
    comments = store.comments_of(photo)
    wanted = event.get("headers", {}).get("Accept", "")
    if "text/html" not in wanted:
        return {"statusCode": 200, "body": json.dumps(comments)}
    return page("".join(f"<li><b>{c['author']}</b> {c['text']}</li>" for c in comments))


def write(event, photo):
    body = json.loads(event["body"])
    print("new comment:", event)
    store.add(photo, {**body, "photo": photo})
    return {"statusCode": 201, "body": ""}


def delete(photo, comment):
    store.remove(photo, comment)
    return {"statusCode": 204, "body": ""}
