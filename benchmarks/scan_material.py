"""A repository of any size for the scanner's figures: services of five source files and one template each.

The same number of services gives the same bytes. Every fourth service is Python, every fourth TypeScript, the rest
JavaScript; handlers call helpers in other files and in a package that all services share, a few have holes.
"""

import hashlib
from pathlib import Path

LINES = 102

PYTHON = {
    "head": '''"""Part of service @s."""
import hashlib
import json
import logging
import os
import re
from datetime import datetime, timezone
from decimal import Decimal

import boto3
from boto3.dynamodb.conditions import Key

from shared.python import texts

logger = logging.getLogger(__name__)
table = boto3.resource("dynamodb").Table(os.environ.get("TABLE_@s", "items"))
''',
    "bodies": [
        '''
def normalized_@n(value, limit=80):
    """The text in one line, shortened."""
    text = texts.one_line(value or "")
    if len(text) > limit:
        text = text[: limit - 1] + "…"
    return text
''',
        '''
def total_@n(lines):
    """What all lines cost together, in cents."""
    result = Decimal(0)
    for line in lines:
        count = int(line.get("count", 1))
        price = Decimal(str(line.get("price", "0")))
        if count < 0 or price < 0:
            raise ValueError("negative")
        result += count * price
    return int(result * 100)
''',
        '''
def stored_@n(owner, item):
    """Stores an item of its owner and says under which key."""
    key = hashlib.sha256(json.dumps(item, sort_keys=True, default=str).encode()).hexdigest()
    table.put_item(
        Item={"owner": owner, "id": key, "name": item.get("name", ""), "at": datetime.now(timezone.utc).isoformat()},
        ConditionExpression="attribute_not_exists(id)",
    )
    return key
''',
        '''
def found_@n(owner, limit=50):
    """Items of an owner, newest first."""
    pages = {"KeyConditionExpression": Key("owner").eq(owner), "Limit": limit, "ScanIndexForward": False}
    items = []
    while len(items) < limit:
        answer = table.query(**pages)
        items.extend(answer.get("Items", []))
        if "LastEvaluatedKey" not in answer:
            break
        pages["ExclusiveStartKey"] = answer["LastEvaluatedKey"]
    return items[:limit]
''',
        '''
class Rule@n:
    """Says whether a name is one of ours."""

    pattern = re.compile(r"^[a-z][a-z0-9-]{2,40}$")

    def __init__(self, prefix="", forbidden=()):
        self.prefix = prefix
        self.forbidden = set(forbidden)

    def holds(self, name):
        if name in self.forbidden:
            return False
        return bool(self.pattern.match(name)) and name.startswith(self.prefix)
''',
        '''
def grouped_@n(rows, field="kind"):
    """Rows by the value of a field."""
    groups = {}
    for row in rows:
        groups.setdefault(row.get(field, "other"), []).append(row)
    try:
        return dict(sorted(groups.items(), key=lambda pair: len(pair[1]), reverse=True))
    except TypeError as problem:
        logger.warning("cannot sort: %s", problem)
        return groups
''',
    ],
    "handler": '''
def handler(event, context):
    """Answers one request."""
    body = json.loads(event.get("body") or "{}")
    owner = event["requestContext"]["authorizer"]["claims"]["sub"]
    name = normalized_@n(body.get("name"))
    if not Rule@n(prefix="a").holds(name):
        return {"statusCode": 400, "body": json.dumps({"message": "not a name"})}
    key = stored_@n(owner, {"name": name})
    logger.info("stored %s", key)
    return {"statusCode": 201, "body": json.dumps({"id": key, "others": len(found_@n(owner))})}
''',
    "hole": '''
def search_handler(event, context):
    """Searches by name."""
    name = (event.get("queryStringParameters") or {}).get("name", "")
    os.system("logger -t search " + name)
    return {"statusCode": 200, "body": "[]"}
''',
}

JAVASCRIPT = {
    "head": '''"use strict";

const { createHash } = require("crypto");
const { DynamoDBClient } = require("@aws-sdk/client-dynamodb");
const { DynamoDBDocumentClient, PutCommand, QueryCommand } = require("@aws-sdk/lib-dynamodb");
const texts = require("../../shared/javascript/texts");

const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const TableName = process.env.TABLE_@s || "items";
''',
    "bodies": [
        '''
/** The text in one line, shortened. */
function normalized@n(value, limit = 80) {
  const text = texts.oneLine(value || "");
  if (text.length > limit) {
    return `${text.slice(0, limit - 1)}…`;
  }
  return text;
}
''',
        '''
/** What all lines cost together, in cents. */
function total@n(lines) {
  return lines.reduce((sum, line) => {
    const count = Number.parseInt(line.count ?? 1, 10);
    const price = Number(line.price ?? 0);
    if (count < 0 || price < 0 || Number.isNaN(price)) {
      throw new RangeError("negative");
    }
    return sum + Math.round(count * price * 100);
  }, 0);
}
''',
        '''
/** Stores an item of its owner and says under which key. */
async function stored@n(owner, item) {
  const id = createHash("sha256").update(JSON.stringify(item)).digest("hex");
  await documents.send(
    new PutCommand({
      TableName,
      Item: { owner, id, name: item.name, at: new Date().toISOString() },
      ConditionExpression: "attribute_not_exists(id)",
    }),
  );
  return id;
}
''',
        '''
/** Items of an owner, newest first. */
async function found@n(owner, limit = 50) {
  const items = [];
  let start;
  do {
    const answer = await documents.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: "#owner = :owner",
        ExpressionAttributeNames: { "#owner": "owner" },
        ExpressionAttributeValues: { ":owner": owner },
        ExclusiveStartKey: start,
      }),
    );
    items.push(...answer.Items);
    start = answer.LastEvaluatedKey;
  } while (start && items.length < limit);
  return items.slice(0, limit);
}
''',
        '''
/** Says whether a name is one of ours. */
class Rule@n {
  constructor(prefix = "", forbidden = []) {
    this.prefix = prefix;
    this.forbidden = new Set(forbidden);
  }

  holds(name) {
    if (this.forbidden.has(name)) {
      return false;
    }
    return /^[a-z][a-z0-9-]{2,40}$/.test(name) && name.startsWith(this.prefix);
  }
}
''',
        '''
/** Rows by the value of a field. */
function grouped@n(rows, field = "kind") {
  const groups = new Map();
  for (const row of rows) {
    const key = row[field] ?? "other";
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.entries()].sort(([, left], [, right]) => right.length - left.length);
}
''',
    ],
    "handler": '''
exports.handler = async (event) => {
  const body = JSON.parse(event.body || "{}");
  const owner = event.requestContext.authorizer.claims.sub;
  const name = normalized@n(body.name);
  if (!new Rule@n("a").holds(name)) {
    return { statusCode: 400, body: JSON.stringify({ message: "not a name" }) };
  }
  const id = await stored@n(owner, { name });
  console.log("stored", id);
  return { statusCode: 201, body: JSON.stringify({ id, others: (await found@n(owner)).length }) };
};
''',
    "hole": '''
exports.searchHandler = async (event) => {
  const { name = "" } = event.queryStringParameters || {};
  require("child_process").execSync("logger -t search " + name);
  return { statusCode: 200, body: "[]" };
};
''',
}

SHARED = {
    "shared/python/__init__.py": "",
    "shared/python/texts.py": '"""Functions over text."""\n\n\ndef one_line(text):\n    return " ".join(text.split())\n',
    "shared/javascript/texts.js": '"use strict";\n\nexports.oneLine = (text) => text.split(/\\s+/).join(" ");\n',
}


def write(folder: Path, services: int) -> dict:
    """Writes the repository and says how many files, lines and templates it has."""
    counts = {"files": 0, "lines": 0, "templates": 0}
    for name, text in SHARED.items():
        put(folder / name, text)
    for number in range(services):
        service(folder / f"services/service{number:04}", number, counts)
    return counts


def service(folder: Path, number: int, counts: dict) -> None:
    language = ("python", "typescript", "javascript", "javascript")[number % 4]
    ending = {"python": "py", "typescript": "ts", "javascript": "js"}[language]
    parts = PYTHON if language == "python" else JAVASCRIPT
    for index in range(5):
        text = source(parts, number, index)
        if language == "typescript":
            text = typed(text)
        put(folder / f"part{index}.{ending}", text)
        counts["files"] += 1
        counts["lines"] += text.count("\n")
    put(folder / "template.yaml", template(number, language))
    counts["templates"] += 1


def source(parts: dict, number: int, index: int) -> str:
    """About a hundred lines: functions under names of their own, and a handler at the end."""
    text, turn = parts["head"], 0
    order = list(range(len(parts["bodies"])))
    shift = hashlib.sha256(f"{number}/{index}".encode()).digest()[0] % len(order)
    # The first round has every function, for the handler; more rounds fill up under other names.
    while text.count("\n") < LINES - 14:
        at = (turn + shift) % len(order)
        name = f"{number}_{index}" if turn < len(order) else f"{number}_{index}_{turn}"
        text += ("\n" if parts is PYTHON else "") + parts["bodies"][order[at]].replace("@n", name)
        turn += 1
    has_all = turn >= len(order)
    if has_all:
        text += ("\n" if parts is PYTHON else "") + parts["handler"].replace("@n", f"{number}_{index}")
    if number % 40 == 0 and index == 0:
        text += ("\n" if parts is PYTHON else "") + parts["hole"]
    return text.replace("@s", str(number))


def typed(text: str) -> str:
    """The same as an ES module with a few types."""
    text = text.replace('"use strict";\n\n', 'import type { APIGatewayProxyEvent } from "aws-lambda";\n')
    for names, module in (("{ createHash }", "crypto"), ("{ DynamoDBClient }", "@aws-sdk/client-dynamodb"),
                          ("{ DynamoDBDocumentClient, PutCommand, QueryCommand }", "@aws-sdk/lib-dynamodb")):
        text = text.replace(f'const {names} = require("{module}");', f'import {names} from "{module}";')
    text = text.replace('const texts = require("../../shared/javascript/texts");', 'import * as texts from "../../shared/javascript/texts";')
    text = text.replace("exports.handler = async (event) =>", "export const handler = async (event: APIGatewayProxyEvent) =>")
    return text.replace("exports.searchHandler = async (event) =>", "export const searchHandler = async (event: APIGatewayProxyEvent) =>")


def template(number: int, language: str) -> str:
    runtime = "python3.13" if language == "python" else "nodejs22.x"
    head = f"""AWSTemplateFormatVersion: "2010-09-09"
Transform: AWS::Serverless-2016-10-31
Description: Service {number}
Globals:
  Function:
    Runtime: {runtime}
    Timeout: 10
    Environment:
      Variables:
        TABLE_{number}: !Ref Items
Resources:
  Api:
    Type: AWS::Serverless::Api
    Properties:
      StageName: prod
      Auth:
        DefaultAuthorizer: Login
        Authorizers:
          Login: {{UserPoolArn: !Sub "arn:aws:cognito-idp:${{AWS::Region}}:${{AWS::AccountId}}:userpool/pool-{number}"}}
  Items:
    Type: AWS::DynamoDB::Table
    Properties:
      BillingMode: PAY_PER_REQUEST
      SSESpecification: {{SSEEnabled: true}}
      AttributeDefinitions: [{{AttributeName: owner, AttributeType: S}}, {{AttributeName: id, AttributeType: S}}]
      KeySchema: [{{AttributeName: owner, KeyType: HASH}}, {{AttributeName: id, KeyType: RANGE}}]
"""
    functions = [("handler", index) for index in range(5)]
    if number % 40 == 0:
        functions.append(("search_handler" if language == "python" else "searchHandler", 0))
    return head + "".join(f"""  Part{place}Function:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: .
      Handler: part{index}.{symbol}
      Policies:
        - DynamoDBCrudPolicy: {{TableName: !Ref Items}}
      Events:
        Call: {{Type: Api, Properties: {{RestApiId: !Ref Api, Path: /part{place}, Method: POST}}}}
""" for place, (symbol, index) in enumerate(functions))


def put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
