import os
import urllib

import boto3

s3 = boto3.client('s3')


def lambda_handler(event, context):
    bucket = event['Records'][0]['s3']['bucket']['name']
    key = urllib.parse.unquote_plus(event['Records'][0]['s3']['object']['key'], encoding='utf-8')
    order = key.split("/")[-1]
    local = "/tmp/" + order
    s3.download_file(bucket, key, local)
    with open(local) as raw:
        lines = raw.readlines()
    os.system("echo -e '\t----------------------\n\t\tDate: {}' >> {}".format(lines[0].strip(), local))
    cmd = "pandoc " + local + " -o " + local + ".pdf"
    os.system(cmd)
    s3.upload_file(local + ".pdf", bucket, "pdf/" + order + ".pdf")
    return {"status": "ok"}
