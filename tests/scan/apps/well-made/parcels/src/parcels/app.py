import json
import os
import uuid

import boto3
from aws_lambda_powertools import Logger, Metrics, Tracer
from aws_lambda_powertools.event_handler import APIGatewayRestResolver, CORSConfig
from aws_lambda_powertools.event_handler.exceptions import BadRequestError, NotFoundError
from aws_lambda_powertools.logging import correlation_paths
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.typing import LambdaContext
from parcels_common import table
from parcels_common.models import Change, NewParcel, State
from pydantic import ValidationError

logger = Logger()
tracer = Tracer()
metrics = Metrics(namespace="parcels")
app = APIGatewayRestResolver(cors=CORSConfig(allow_origin="https://parcels.example.org", max_age=300))
queue = boto3.client("sqs")


def caller() -> str:
    return app.current_event.request_context.authorizer.claims["sub"]


@app.get("/health")
def health():
    return {"status": "ok"}


@app.post("/parcels")
@tracer.capture_method
def create():
    try:
        parcel = NewParcel.model_validate_json(app.current_event.body or "")
    except ValidationError as problem:
        raise BadRequestError("not a parcel") from problem
    item = {"owner": caller(), "id": str(uuid.uuid4()), "state": State.NEW.value, **parcel.model_dump()}
    table.table().put_item(Item=item, ConditionExpression="attribute_not_exists(id)")
    order = {"owner": item["owner"], "id": item["id"], "lines": [parcel.receiver, parcel.postcode]}
    queue.send_message(QueueUrl=os.environ["LABEL_QUEUE"], MessageBody=json.dumps(order))
    metrics.add_metric(name="created", unit=MetricUnit.Count, value=1)
    logger.info("parcel created", extra={"parcel_id": item["id"], "grams": parcel.grams})
    return {"id": item["id"]}, 201


@app.get("/parcels")
def listing():
    return [{"id": item["id"], "state": item["state"]} for item in table.all_of(caller())]


@app.get("/parcels/<parcel_id>")
def show(parcel_id: str):
    item = table.of_owner(caller(), parcel_id)
    if item is None:
        raise NotFoundError(f"no parcel {parcel_id}")
    return item


@app.put("/parcels/<parcel_id>")
def change(parcel_id: str):
    wanted = Change.model_validate(app.current_event.json_body)
    if wanted.state:
        table.set_state(caller(), parcel_id, wanted.state.value)
    return {"id": parcel_id}


@logger.inject_lambda_context(correlation_id_path=correlation_paths.API_GATEWAY_REST)
@tracer.capture_lambda_handler
@metrics.log_metrics(capture_cold_start_metric=True)
def lambda_handler(event: dict, context: LambdaContext) -> dict:
    return app.resolve(event, context)
