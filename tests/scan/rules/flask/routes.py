import os
import pickle
import re
import sqlite3
import subprocess
from pathlib import Path

import flask
import requests
from flask import Flask, Response, abort, jsonify, make_response, redirect, render_template, render_template_string
from flask import request, send_file, send_from_directory, session, url_for
from markupsafe import Markup, escape
from werkzeug.utils import secure_filename

app = Flask(__name__)


@app.route("/people")
def people():
    name = request.args.get("name")
    database = sqlite3.connect("people.db")
    rows = database.execute("SELECT * FROM people WHERE name = '%s'" % name)  # finding: sql
    same = database.execute("SELECT * FROM people WHERE name = ?", (name,))  # clean
    return jsonify(rows=list(rows), same=list(same))


@app.route("/hello/<name>")
def hello(name):
    return "<h1>Hello %s</h1>" % name  # finding: xss


@app.route("/hello2/<name>")
def hello2(name):
    return f"<h1>Hello {escape(name)}</h1>"  # clean


@app.route("/number/<int:number>")
def number(number):
    return f"<h1>{number}</h1>"  # clean


@app.get("/page")
def page():
    return render_template_string("<p>" + request.args["text"] + "</p>")  # finding: template


@app.get("/page2")
def page2():
    return render_template_string("<p>{{ text }}</p>", text=request.args["text"])  # clean


@app.get("/page3")
def page3():
    return render_template("page.html", text=Markup(request.args["text"]))  # finding: xss


@app.get("/page4")
def page4():
    response = make_response("<p>" + request.args["text"] + "</p>")  # finding: xss
    response.headers["X-Kind"] = "page"
    return response


@app.get("/page5")
def page5():
    return Response("<p>" + request.args["text"] + "</p>", mimetype="text/html")  # finding: xss


@app.get("/page6")
def page6():
    return Response(request.args["text"], mimetype="text/plain")  # clean


@app.get("/page7")
def page7():
    return render_template("page.html", text=request.args["text"])  # clean


@app.post("/run")
def run():
    subprocess.run("ls " + request.form["folder"], shell=True)  # finding: command
    subprocess.run(["ls", "--", request.form["folder"]])  # clean
    os.system("ls " + request.get_json()["folder"])  # finding: command
    return "", 204


@app.post("/calculate")
def calculate():
    return jsonify(result=eval(request.form["formula"]))  # finding: code


@app.get("/file")
def file():
    return send_file("/srv/files/" + request.args["name"])  # finding: path


@app.get("/file2")
def file2():
    return send_from_directory("/srv/files", request.args["name"])  # clean


@app.get("/file3")
def file3():
    return open(Path("/srv/files") / request.args["name"]).read()  # finding: path


@app.post("/upload")
def upload():
    sent = request.files["file"]
    sent.save(os.path.join("/srv/files", sent.filename))  # finding: path
    sent.save(os.path.join("/srv/files", secure_filename(sent.filename)))  # clean
    return "", 204


@app.get("/go")
def go():
    return redirect(request.args.get("next"))  # finding: redirect


@app.get("/go2")
def go2():
    return redirect(url_for("go", next=request.args.get("next")))  # clean


@app.get("/go3")
def go3():
    target = request.args.get("next", "")
    if not re.match(r"^/[a-z]+$", target):
        abort(400)
    return redirect(target)  # clean


@app.get("/fetch")
def fetch():
    return requests.get(request.args["url"], timeout=3).headers["Content-Type"]  # finding: ssrf


@app.post("/load")
def load():
    thing = pickle.loads(request.data)  # finding: deserialization
    session["thing"] = str(type(thing))
    return "", 204


@app.post("/cookie")
def cookie():
    response = make_response("")
    response.set_cookie("session", os.urandom(16).hex())  # finding: cookie
    response.set_cookie("session", os.urandom(16).hex(), secure=True, httponly=True, samesite="Lax")  # clean
    return response


@app.errorhandler(404)
def missing(error):
    return flask.render_template("404.html", path=request.path), 404  # clean


@app.before_request
def header():
    token = request.headers.get("X-Program")
    if token:
        os.popen(token)  # finding: command
