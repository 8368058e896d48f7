import boto3

ses = boto3.client("ses")


def lambda_handler(event, context):
    html = """<html><body><h1>Thank you, """ + event["name"] + """</h1><p>Order """ + event["order"] + """</p></body></html>"""
    ses.send_email(
        Source="bakery@example.org",
        Destination={"ToAddresses": [event["to"]]},
        Message={"Subject": {"Data": "Your order"}, "Body": {"Html": {"Data": html}}},
    )
    print("mailed", event["order"])
