import json
import os
import smtplib
from email.message import EmailMessage

from jinja2 import Environment, Template, select_autoescape

environment = Environment(autoescape=select_autoescape())
FOOTER = environment.from_string("-- \n{{ shop }}")


def handler(event, context):
    for record in event["Records"]:
        mail = json.loads(record["Sns"]["Message"])
        body = Template(mail["text"]).render(customer=mail["to"])
        send(mail["to"], body + FOOTER.render(shop=os.environ["MAIL_FROM"]))
        notify(mail["to"])


def send(to, body):
    text = f"From: {os.environ['MAIL_FROM']}\r\nTo: {to}\r\nSubject: Your order\r\n\r\n{body}"
    with smtplib.SMTP("mail.example.org", timeout=10) as server:
        server.sendmail(os.environ["MAIL_FROM"], [to], text)


def notify(to):
    message = EmailMessage()
    message["To"] = "desk@example.org"
    message["Subject"] = "mail sent"
    message.set_content("to " + to)
    with smtplib.SMTP("mail.example.org", timeout=10) as server:
        server.send_message(message)
