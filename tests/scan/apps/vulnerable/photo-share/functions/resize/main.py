import os
import subprocess
from urllib.parse import unquote_plus

import boto3

import thumbs

s3 = boto3.client("s3")


def on_photo(event, _context):
    for record in event["Records"]:
        bucket = record["s3"]["bucket"]["name"]
        key = unquote_plus(record["s3"]["object"]["key"])
        local = "/tmp/" + key
        s3.download_file(bucket, key, local)
        width = thumbs.width_of(local)
        if width > 1024:
            small = thumbs.shrink(local)
            s3.upload_file(small, bucket, "small-" + key)
        label(local)


def label(path):
    """Writes the name of the service into the picture's comment."""
    # A list without a shell: what the name holds is one argument.
    subprocess.run(["exiftool", "-comment=gallery", path], check=True, timeout=30)
    os.remove(path)
