import enum
import os

from pydantic import BaseModel
from sqlalchemy import create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

engine = create_engine(os.environ["DATABASE_URL"], pool_pre_ping=True)


class Order(enum.Enum):
    NEWEST = "at DESC"
    OLDEST = "at ASC"


class Base(DeclarativeBase):
    pass


class Record(Base):
    __tablename__ = "records"
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]


class NewRecord(BaseModel):
    title: str


def session():
    with Session(engine) as opened:
        yield opened


def evaluate(expression):
    names = {"abs": abs, "round": round}
    return eval(compile(expression, "formula", "eval"), {"__builtins__": {}}, names)
