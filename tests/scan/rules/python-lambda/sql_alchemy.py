import os

import aurora_data_api
import boto3
import databases
import sqlalchemy
from sqlalchemy import create_engine, select, text
from sqlalchemy.orm import Session, sessionmaker

from models import Person

engine = create_engine(os.environ["DATABASE_URL"])
Maker = sessionmaker(bind=engine)
rds = boto3.client("rds-data")


def handler(event, context):
    name = event["queryStringParameters"]["name"]
    with engine.connect() as connection:
        connection.execute(text("SELECT * FROM people WHERE name = '" + name + "'"))  # finding: sql
        connection.execute(text("SELECT * FROM people WHERE name = :n"), {"n": name})  # clean
        connection.exec_driver_sql(f"SELECT * FROM people WHERE name = '{name}'")  # finding: sql
        connection.execute(select(Person).where(Person.name == name))  # clean
    with Session(engine) as session:
        session.execute(text(f"DELETE FROM people WHERE name = '{name}'"))  # finding: sql
        session.query(Person).filter(Person.name == name).all()  # clean
        session.query(Person).filter(text("name = '%s'" % name)).all()  # finding: sql
    session = Maker()
    session.query(Person).order_by(sqlalchemy.literal_column(name)).all()  # finding: sql
    session.query(Person).filter_by(name=name).first()  # clean


def data_api(event, context):
    rds.execute_statement(
        resourceArn=os.environ["CLUSTER"],
        secretArn=os.environ["SECRET"],
        sql="SELECT * FROM people WHERE name = '%s'" % event["name"],  # finding: sql
    )
    rds.execute_statement(
        resourceArn=os.environ["CLUSTER"],
        secretArn=os.environ["SECRET"],
        sql="SELECT * FROM people WHERE name = :name",  # clean
        parameters=[{"name": "name", "value": {"stringValue": event["name"]}}],
    )
    with aurora_data_api.connect(database="people") as connection, connection.cursor() as cursor:
        cursor.execute("SELECT * FROM people WHERE name = '" + event["name"] + "'")  # finding: sql


async def async_handler(event, context):
    database = databases.Database(os.environ["DATABASE_URL"])
    await database.fetch_all("SELECT * FROM people WHERE name = '" + event["name"] + "'")  # finding: sql
    await database.fetch_all(query="SELECT * FROM people WHERE name = :n", values={"n": event["name"]})  # clean
