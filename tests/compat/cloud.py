"""The stand-in for the AWS services: a moto server on loopback, and what an application expects to find there.

Runs under the Python that has moto, which brings boto3.
"""

import io
import json
import subprocess
import sys
import time
import urllib.request
import zipfile
from pathlib import Path

import boto3
from botocore.config import Config

ACCOUNT = "123456789012"
REGION = "us-east-1"
PATIENCE = 60


class Cloud:
    """A moto server, empty after each `fill`."""

    def __init__(self, port: int, log: Path) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self.log = log.open("w")
        command = [sys.executable, "-m", "moto.server", "--host", "127.0.0.1", "--port", str(port)]
        self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log)
        self.wait()
        # Functions of moto's own Lambda answer at once instead of in a container.
        self.post("/moto-api/config", {"lambda": {"use_docker": False}})

    def wait(self) -> None:
        end = time.monotonic() + PATIENCE
        while True:
            try:
                urllib.request.urlopen(f"{self.url}/moto-api/data.json", timeout=5).close()
                return
            except OSError:
                if self.process.poll() is not None or time.monotonic() > end:
                    raise SystemExit(f"compat: moto does not start, see {self.log.name}") from None
                time.sleep(0.1)

    def post(self, path: str, body: dict | None = None) -> None:
        data = json.dumps(body).encode() if body is not None else b""
        request = urllib.request.Request(self.url + path, data, {"Content-Type": "application/json"}, method="POST")
        urllib.request.urlopen(request, timeout=30).close()

    def client(self, service: str):
        return boto3.client(
            service,
            endpoint_url=self.url,
            region_name=REGION,
            aws_access_key_id="local",
            aws_secret_access_key="local",
            config=Config(s3={"addressing_style": "path"}, retries={"max_attempts": 1}),
        )

    def fill(self, wanted: dict) -> None:
        """Empties the cloud and creates what the application's template would have created."""
        self.post("/moto-api/reset")
        # Names that moto makes up are the same in every run.
        self.post("/moto-api/seed?a=1")
        for name, table in wanted.get("tables", {}).items():
            self.client("dynamodb").create_table(TableName=name, BillingMode="PAY_PER_REQUEST", **table_keys(table))
            for item in table.get("items", []):
                self.client("dynamodb").put_item(TableName=name, Item=item)
        for name in wanted.get("buckets", []):
            self.client("s3").create_bucket(Bucket=name)
        for name in wanted.get("queues", []):
            self.client("sqs").create_queue(QueueName=name)
        for place, content in wanted.get("objects", {}).items():
            bucket, key = place.split("/", 1)
            self.client("s3").put_object(Bucket=bucket, Key=key, Body=document(content))
        for name in wanted.get("functions", []):
            self.create_function(name)

    def create_function(self, name: str) -> None:
        role = self.client("iam").create_role(RoleName=f"{name}-role", AssumeRolePolicyDocument="{}")["Role"]["Arn"]
        code = packed({"index.js": "exports.handler = async () => 1;"})
        self.client("lambda").create_function(
            FunctionName=name, Role=role, Runtime="nodejs20.x", Handler="index.handler", Code={"ZipFile": code}
        )

    def state(self, wanted: dict) -> dict:
        """Everything the application left in its tables, buckets and queues."""
        state = {}
        for name in wanted.get("tables", {}):
            state[f"table {name}"] = self.client("dynamodb").scan(TableName=name)["Items"]
        for name in wanted.get("buckets", []):
            state[f"bucket {name}"] = self.objects(name)
        for name in wanted.get("queues", []):
            state[f"queue {name}"] = self.messages(name)
        return state

    def objects(self, bucket: str) -> list:
        client = self.client("s3")
        keys = [each["Key"] for each in client.list_objects_v2(Bucket=bucket).get("Contents", [])]
        # As text, so that what passes can be taken out of it; every byte is a character of this encoding.
        return [[key, client.get_object(Bucket=bucket, Key=key)["Body"].read().decode("latin-1")] for key in keys]

    def messages(self, queue: str) -> list:
        client = self.client("sqs")
        url = client.get_queue_url(QueueName=queue)["QueueUrl"]
        bodies = []
        while received := client.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
            bodies += [message["Body"] for message in received]
        return bodies

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.log.close()


def table_keys(table: dict) -> dict:
    """The key schema from `name:TYPE` pairs."""
    indexes = table.get("local_indexes", {})
    pairs = {part for keys in (table["key"], *indexes.values()) for part in keys}
    arguments = {
        "KeySchema": schema(table["key"]),
        "AttributeDefinitions": [
            {"AttributeName": name, "AttributeType": kind} for name, kind in sorted(pair.split(":") for pair in pairs)
        ],
    }
    if indexes:
        arguments["LocalSecondaryIndexes"] = [
            {"IndexName": name, "KeySchema": schema(keys), "Projection": {"ProjectionType": "ALL"}}
            for name, keys in indexes.items()
        ]
    return arguments


def schema(pairs: list) -> list:
    kinds = zip(pairs, ("HASH", "RANGE"), strict=False)
    return [{"AttributeName": pair.split(":")[0], "KeyType": kind} for pair, kind in kinds]


def document(content) -> bytes:
    """A file's bytes: text as it is or many times, JSON from a list, and small documents that hold a text."""
    if isinstance(content, str):
        return content.encode()
    if isinstance(content, list):
        return json.dumps(content).encode()
    if "times" in content:
        return content["text"].encode() * content["times"]
    return word_document(content["docx"]) if "docx" in content else portable_document(content["pdf"])


def word_document(text: str) -> bytes:
    """The smallest file that word processors read."""
    office = "http://schemas.openxmlformats.org"
    types = "".join(
        f'<Override PartName="/{part}" ContentType="application/vnd.openxmlformats-{kind}+xml"/>'
        for part, kind in (
            ("word/document.xml", "officedocument.wordprocessingml.document.main"),
            ("_rels/.rels", "package.relationships"),
        )
    )
    relation = f'Id="r1" Type="{office}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"'
    relations = f'xmlns="{office}/package/2006/relationships"><Relationship {relation}/>'
    body = f"<w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body>"
    return packed(
        {
            "[Content_Types].xml": f'<Types xmlns="{office}/package/2006/content-types">{types}</Types>',
            "_rels/.rels": f"<Relationships {relations}</Relationships>",
            "word/document.xml": f'<w:document xmlns:w="{office}/wordprocessingml/2006/main">{body}</w:document>',
        }
    )


def packed(files: dict) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in files.items():
            # Without a time of its own an entry has the present one, and two archives differ.
            archive.writestr(zipfile.ZipInfo(name), text, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def portable_document(text: str) -> bytes:
    """A PDF of one page with one line, long enough that Node gives it memory of its own.

    A short buffer shares memory with others, and old versions of pdf.js then read what happens to lie beside it.
    """
    escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    stream = f"BT /F1 12 Tf 72 720 Td ({escaped}) Tj ET"
    page = "/Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >>"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< {page} >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    text, offsets = "%PDF-1.4\n" + 1000 * f"%{'-' * 78}\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(text))
        text += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    trailer = f"trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{len(text)}\n%%EOF\n"
    return (text + f"xref\n0 {size}\n0000000000 65535 f \n{table}{trailer}").encode()
