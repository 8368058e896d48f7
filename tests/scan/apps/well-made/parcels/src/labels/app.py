import os
import subprocess
import tempfile
from html import escape
from pathlib import Path

import boto3
from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from parcels_common.models import LabelOrder

logger = Logger()
processor = BatchProcessor(event_type=EventType.SQS)
s3 = boto3.client("s3")


def page(order: LabelOrder) -> str:
    rows = "".join(f"<li>{escape(line)}</li>" for line in order.lines)
    return f"<!doctype html><meta charset=utf-8><ul>{rows}</ul>"


def label(record: SQSRecord) -> None:
    order = LabelOrder.model_validate_json(record.body)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "label.html"
        source.write_text(page(order), encoding="utf-8")
        target = Path(folder) / "label.pdf"
        subprocess.run(
            ["wkhtmltopdf", "--quiet", "--disable-local-file-access", str(source), str(target)],
            check=True, timeout=20, capture_output=True,
        )
        s3.upload_file(str(target), os.environ["LABELS"], f"{order.id}.pdf")
    logger.info("label made", extra={"parcel_id": str(order.id)})


@logger.inject_lambda_context
def lambda_handler(event, context):
    return process_partial_response(event=event, record_handler=label, processor=processor, context=context)
