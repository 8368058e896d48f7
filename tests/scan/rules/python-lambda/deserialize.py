import base64
import io
import json
import marshal
import pickle
import shelve

import cloudpickle
import dill
import joblib
import jsonpickle
import numpy
import pandas
import ruamel.yaml
import torch
import yaml
from ruamel.yaml import YAML


def handler(event, context):
    data = base64.b64decode(event["body"])
    pickle.loads(data)  # finding: deserialization
    pickle.load(io.BytesIO(data))  # finding: deserialization
    dill.loads(data)  # finding: deserialization
    marshal.loads(data)  # finding: deserialization
    cloudpickle.loads(data)  # finding: deserialization
    jsonpickle.decode(event["body"])  # finding: deserialization
    joblib.load(io.BytesIO(data))  # finding: deserialization
    torch.load(io.BytesIO(data), weights_only=False)  # finding: deserialization
    numpy.load(io.BytesIO(data), allow_pickle=True)  # finding: deserialization
    numpy.load(io.BytesIO(data))  # clean
    pandas.read_pickle(io.BytesIO(data))  # finding: deserialization
    pandas.read_csv(io.BytesIO(data))  # clean
    shelve.open("/tmp/" + "fixed")  # clean
    json.loads(event["body"])  # clean


def yaml_handler(event, context):
    text = event["body"]
    yaml.load(text, Loader=yaml.Loader)  # finding: deserialization
    yaml.load(text, yaml.UnsafeLoader)  # finding: deserialization
    yaml.full_load(text)
    yaml.unsafe_load(text)  # finding: deserialization
    yaml.load_all(text, Loader=yaml.UnsafeLoader)  # finding: deserialization
    yaml.safe_load(text)  # clean
    yaml.load(text, Loader=yaml.CSafeLoader)  # clean
    YAML(typ="unsafe").load(text)  # finding: deserialization
    YAML(typ="safe").load(text)  # clean
    ruamel.yaml.safe_load(text)  # clean
    pickle.loads(pickle.dumps({"a": 1}))  # clean
