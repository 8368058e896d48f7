import json

from lxml import etree

STRICT = etree.XMLParser(resolve_entities=False, no_network=True)
LOOSE = etree.XMLParser(resolve_entities=True, no_network=False, load_dtd=True)


def handler(event, context):
    strict = event["headers"].get("x-strict") == "yes"
    text = event["body"].encode()
    if strict:
        root = etree.fromstring(text, parser=STRICT)
    else:
        root = etree.fromstring(text, parser=LOOSE)
    wanted = event.get("queryStringParameters", {}).get("author", "")
    mine = root.xpath("//review[@author='" + wanted + "']")
    return {"statusCode": 200, "body": json.dumps([review.text for review in mine])}
