import json
import os
import subprocess

import boto3

sqs = boto3.client("sqs")
sns = boto3.client("sns")


def handler(event, context):
    for record in event["Records"]:
        order = json.loads(record["body"])
        try:
            path = made(order)
            sns.publish(TopicArn=os.environ["MAILS"], Message=json.dumps({"to": order["customer"], "file": path, "text": order.get("note", "")}))
        except subprocess.CalledProcessError:
            sqs.send_message(QueueUrl=os.environ["INVOICES"], MessageBody=record["body"])


def made(order):
    address = order["address"]
    target = "/tmp/invoice-%d.pdf" % int(order.get("number", 0))
    subprocess.check_call("wkhtmltopdf --title '" + address["name"] + "' invoice.html " + target, shell=True)
    return target
