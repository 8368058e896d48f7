import json
import traceback

from lxml import etree


def handler(event, context):
    query = event["queryStringParameters"]
    return {"statusCode": 302, "headers": {"Location": query["next"]}, "body": ""}  # finding: redirect


def fixed(event, context):
    return {"statusCode": 302, "headers": {"Location": "https://example.org/?next=" + event["next"]}, "body": ""}  # clean


def failing(event, context):
    try:
        return {"statusCode": 200, "body": json.dumps(work(event))}
    except Exception as problem:
        print(problem)
        return {"statusCode": 500, "body": traceback.format_exc()}  # finding: error


def quiet(event, context):
    try:
        return {"statusCode": 200, "body": json.dumps(work(event))}
    except Exception:
        traceback.print_exc()
        return {"statusCode": 500, "body": "something went wrong"}  # clean


def work(event):
    parser = etree.XMLParser(resolve_entities=True)
    root = etree.fromstring(event["body"], parser)  # finding: xxe
    strict = etree.fromstring(event["body"], etree.XMLParser(resolve_entities=False))  # clean
    found = root.xpath("//a[@b='" + event["b"] + "']")  # finding: xpath
    same = root.xpath("//a[@b=$b]", b=event["b"])  # clean
    return len(found) + len(same) + len(strict)
