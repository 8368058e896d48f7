import html
import json

import jinja2
from jinja2 import Environment, FileSystemLoader, Template, select_autoescape
from mako.template import Template as MakoTemplate


def handler(event, context):
    name = event["queryStringParameters"]["name"]
    return {"statusCode": 200, "headers": {"Content-Type": "text/html"}, "body": "<p>" + name + "</p>"}  # finding: xss


def formatted(event, context):
    name = event["queryStringParameters"]["name"]
    page = """
    <html><body>Hello {name}</body></html>
    """.format(name=name)
    response = {"statusCode": 200, "headers": {"content-type": "text/html"}}
    response["body"] = page  # finding: xss
    return response


def escaped(event, context):
    name = html.escape(event["queryStringParameters"]["name"])
    return {"statusCode": 200, "headers": {"Content-Type": "text/html"}, "body": f"<p>{name}</p>"}  # clean


def as_json(event, context):
    name = event["queryStringParameters"]["name"]
    return {"statusCode": 200, "headers": {"Content-Type": "application/json"}, "body": json.dumps({"name": name})}  # clean


def templates(event, context):
    text = event["template"]
    Template(text).render()  # finding: template
    Environment().from_string(text).render()  # finding: template
    jinja2.Environment(autoescape=select_autoescape()).from_string("<p>{{ text }}</p>").render(text=text)  # clean
    Environment(loader=FileSystemLoader("."), autoescape=True).get_template("page.html").render(text=text)  # clean
    MakoTemplate(text).render()  # finding: template
