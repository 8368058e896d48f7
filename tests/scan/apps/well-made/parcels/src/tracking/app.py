import json

import database
from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.data_classes import APIGatewayProxyEvent, event_source

logger = Logger()
connection = None


def is_number(text: str) -> bool:
    """A tracking number is two letters, nine digits and a country."""
    return len(text) == 13 and text[:2].isalpha() and text[2:11].isdigit() and text[11:].isalpha()


@logger.inject_lambda_context
@event_source(data_class=APIGatewayProxyEvent)
def lambda_handler(event: APIGatewayProxyEvent, context):
    global connection
    if connection is None or connection.closed:
        connection = database.connect()
    query = event.query_string_parameters or {}
    numbers = [number for number in query.get("numbers", "").split(",") if is_number(number)]
    if not numbers:
        return answer(400, {"message": "no tracking numbers"})
    try:
        limit = min(int(query.get("limit", "20")), 100)
    except ValueError:
        return answer(400, {"message": "limit is no number"})
    rows = database.steps(connection, numbers, query.get("sort"), limit)
    total = database.count(connection, query.get("place", ""))
    recent = database.of_kind(connection, query.get("kind"))
    logger.info("found", extra={"rows": len(rows), "total": total})
    return answer(200, {"steps": rows, "total": total, "recent": recent})


def answer(status, body):
    return {"statusCode": status, "headers": {"Content-Type": "application/json"}, "body": json.dumps(body, default=str)}
