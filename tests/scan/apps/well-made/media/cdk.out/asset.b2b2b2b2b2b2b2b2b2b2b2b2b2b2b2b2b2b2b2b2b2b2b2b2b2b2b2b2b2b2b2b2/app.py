import os
import tempfile
from pathlib import Path
from urllib.parse import unquote_plus

import boto3
from PIL import Image

s3 = boto3.client("s3")
KINDS = {".jpg", ".jpeg", ".png"}


def handler(event, context):
    for record in event["Records"]:
        bucket = record["s3"]["bucket"]["name"]
        key = unquote_plus(record["s3"]["object"]["key"])
        name = Path(key).name
        if Path(name).suffix.lower() not in KINDS:
            print("not a picture")
            continue
        with tempfile.TemporaryDirectory() as folder:
            raw, small = os.path.join(folder, name), os.path.join(folder, "small.png")
            s3.download_file(bucket, key, raw)
            with Image.open(raw) as image:
                image.thumbnail((320, 320))
                image.save(small)
            s3.upload_file(small, os.environ["SMALL"], key)
