from flask import Blueprint, current_app, g, request
from flask.views import MethodView
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import text

db = SQLAlchemy()
items = Blueprint("items", __name__, url_prefix="/items")


class Item(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(80))


class Items(MethodView):
    def get(self, item_id):
        db.session.execute(text("SELECT * FROM item WHERE id = " + item_id))  # finding: sql
        db.session.execute(text("SELECT * FROM item WHERE id = :id"), {"id": item_id})  # clean
        db.engine.execute("SELECT * FROM item WHERE name = '" + request.args["name"] + "'")  # finding: sql
        Item.query.filter_by(name=request.args["name"]).all()  # clean
        Item.query.filter(text("name = '%s'" % request.args["name"])).all()  # finding: sql
        return {"id": item_id}

    def post(self, item_id):
        values = request.get_json()
        order = self.column(values["order"])
        db.session.execute(text(f"SELECT * FROM item ORDER BY {order}"))  # clean
        db.session.execute(text(f"SELECT * FROM item ORDER BY {values['order']}"))  # finding: sql
        return {"id": item_id}

    @staticmethod
    def column(name):
        return "name" if name == "name" else "id"


items.add_url_rule("/<item_id>", view_func=Items.as_view("item"))


@items.before_request
def remember():
    g.tenant = request.headers.get("X-Tenant")


@items.route("/tenant")
def tenant():
    db.session.execute(text("SET search_path TO " + g.tenant))  # finding: sql
    db.session.execute(text("SET search_path TO " + current_app.config["TENANT"]))  # clean
    return {"tenant": g.tenant}
