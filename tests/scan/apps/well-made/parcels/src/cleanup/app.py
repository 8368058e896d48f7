import random
import time

import boto3
from aws_lambda_powertools import Logger
from boto3.dynamodb.conditions import Key
from botocore.exceptions import ClientError
from parcels_common.table import table

logger = Logger()
watch = boto3.client("cloudwatch")


def lost():
    start = {}
    while True:
        answer = table().query(IndexName="by-state", KeyConditionExpression=Key("state").eq("lost"), **start)
        yield from answer["Items"]
        if "LastEvaluatedKey" not in answer:
            break
        start = {"ExclusiveStartKey": answer["LastEvaluatedKey"]}


def removed(item, attempts=3):
    for attempt in range(attempts):
        try:
            table().delete_item(Key={"owner": item["owner"], "id": item["id"]}, ConditionExpression="attribute_exists(id)")
            return True
        except ClientError as problem:
            if problem.response["Error"]["Code"] != "ThrottlingException":
                raise
            time.sleep(random.uniform(0, 2**attempt))
    return False


@logger.inject_lambda_context
def lambda_handler(event, context):
    count = sum(removed(item) for item in lost())
    watch.put_metric_data(Namespace="parcels", MetricData=[{"MetricName": "removed", "Value": count}])
    logger.info("removed", extra={"count": count})
