import io
import os
import pathlib
import shutil
import tarfile
import tempfile
import zipfile

import boto3

s3 = boto3.client("s3")


def handler(event, context):
    name = event["name"]
    open("/tmp/" + name).read()  # finding: path
    open(os.path.join("/tmp", name), "w").write("x")  # finding: path
    open(os.path.join("/tmp", os.path.basename(name)))  # clean
    io.open(f"/tmp/{name}", "rb")  # finding: path
    pathlib.Path("/tmp", name).read_text()  # finding: path
    pathlib.Path("/tmp").joinpath(name).unlink()  # finding: path
    (pathlib.Path("/tmp") / pathlib.PurePath(name).name).write_text("x")  # clean
    os.remove("/tmp/" + name)  # finding: path
    os.listdir("/var/data/" + name)  # finding: path
    shutil.copy("/tmp/" + name, "/tmp/other")  # finding: path
    shutil.rmtree("/tmp/" + name)  # finding: path
    os.rename("/tmp/a", "/tmp/" + name)  # finding: path
    open("/tmp/fixed", "w").write(name)  # clean
    with tempfile.NamedTemporaryFile() as file:
        file.write(name.encode())  # clean


def checked(event, context):
    base = os.path.realpath("/var/data")
    target = os.path.realpath(os.path.join(base, event["name"]))
    if os.path.commonpath([base, target]) != base:
        return None
    return open(target).read()  # clean


def on_upload(event, context):
    for record in event["Records"]:
        bucket, key = record["s3"]["bucket"]["name"], record["s3"]["object"]["key"]
        s3.download_file(bucket, key, "/tmp/" + key)  # finding: path
        s3.download_file(bucket, key, "/tmp/" + key.split("/")[-1])  # clean
        s3.copy_object(Bucket="other", Key=key, CopySource={"Bucket": bucket, "Key": key})  # clean


def archives(event, context):
    data = io.BytesIO(event["body"].encode())
    tarfile.open(fileobj=data).extractall("/tmp/in")  # finding: path
    tarfile.open(fileobj=data).extractall("/tmp/in", filter="data")  # clean
    zipfile.ZipFile(data).extractall("/tmp/in")  # clean
