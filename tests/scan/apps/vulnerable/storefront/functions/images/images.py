import os
import subprocess
import tempfile
from pathlib import PurePosixPath
from urllib.parse import unquote_plus

import boto3

s3 = boto3.client("s3")
SIZES = {"small": 200, "large": 1200}


def handler(event, context):
    for record in event["Records"]:
        bucket, key = record["s3"]["bucket"]["name"], unquote_plus(record["s3"]["object"]["key"])
        with tempfile.NamedTemporaryFile(suffix=PurePosixPath(key).suffix) as raw:
            s3.download_fileobj(bucket, key, raw)
            raw.flush()
            for name, size in SIZES.items():
                made = resized(raw.name, size)
                s3.upload_file(made, bucket, f"{name}/{os.path.basename(key)}", ExtraArgs={"ACL": "public-read"})
        watermark(key)


def resized(path, size):
    made = f"{path}.{size}.png"
    subprocess.run(["convert", path, "-resize", str(size), made], check=True, timeout=20)
    return made


def watermark(key):
    text = key.split("/")[-1]
    os.popen("composite -label '%s' mark.png /tmp/out.png" % text).read()
