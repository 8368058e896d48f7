import os
import subprocess
import tempfile

import boto3
from aws_lambda_powertools import Logger
from aws_lambda_powertools.event_handler import APIGatewayRestResolver, Response, content_types
from lxml import etree

logger = Logger()
app = APIGatewayRestResolver()
s3 = boto3.client("s3")


@app.get("/lab/results/<sample>")
def results(sample: str):
    kind = app.current_event.get_query_string_value("kind", default_value="text")
    path = os.path.join("/mnt/lab", sample, "result." + kind)
    with open(path) as file:
        return {"result": file.read()}


@app.post("/lab/results")
def add():
    document = etree.fromstring(app.current_event.body.encode(), etree.XMLParser(no_network=False, resolve_entities=True))
    sample = document.findtext("sample")
    with tempfile.NamedTemporaryFile("w", suffix=".xml") as file:
        file.write(etree.tostring(document, encoding="unicode"))
        file.flush()
        subprocess.check_call(["labcheck", "--strict", file.name])
    subprocess.call(f"labindex --sample {sample}", shell=True)
    return {"sample": sample}


@app.get("/lab/page")
def page():
    name = app.current_event.query_string_parameters.get("name", "")
    return Response(status_code=200, content_type=content_types.TEXT_HTML, body=f"<h1>{name}</h1>")


@app.post("/lab/image")
def image():
    key = app.current_event.json_body["key"]
    s3.put_object_acl(Bucket="clinic-lab", Key=key, ACL="public-read")
    return {"url": s3.generate_presigned_url("put_object", Params={"Bucket": "clinic-lab", "Key": key}, ExpiresIn=86400)}


@logger.inject_lambda_context(log_event=True)
def lambda_handler(event, context):
    return app.resolve(event, context)
