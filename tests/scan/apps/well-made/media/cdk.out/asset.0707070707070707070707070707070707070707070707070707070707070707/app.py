import json
import logging

import defusedxml.ElementTree as ElementTree
from defusedxml.common import DefusedXmlException
from lxml import etree

logger = logging.getLogger()
logger.setLevel(logging.INFO)
PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)


def entries(text, author):
    root = etree.fromstring(text.encode(), PARSER)
    return [entry.findtext("title") for entry in root.xpath("//entry[@author=$author]", author=author)]


def handler(event, context):
    author = (event.get("queryStringParameters") or {}).get("author", "")
    try:
        titles = [element.text for element in ElementTree.fromstring(event["body"]).iter("title")]
        mine = entries(event["body"], author)
    except (ElementTree.ParseError, DefusedXmlException, etree.XMLSyntaxError):
        logger.exception("feed refused")
        return {"statusCode": 400, "body": json.dumps({"message": "not a feed"})}
    logger.info("feed with %d titles, %d of one author", len(titles), len(mine))
    return {"statusCode": 200, "headers": {"content-type": "application/json"}, "body": json.dumps({"titles": titles, "mine": mine})}
