from enum import Enum
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, HttpUrl, StringConstraints

Postcode = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9 -]{3,10}$")]


class State(str, Enum):
    NEW = "new"
    SENT = "sent"
    LOST = "lost"


class NewParcel(BaseModel):
    model_config = ConfigDict(extra="forbid")

    receiver: Annotated[str, StringConstraints(min_length=1, max_length=80)]
    postcode: Postcode
    grams: int = Field(gt=0, le=30_000)


class Change(BaseModel):
    model_config = ConfigDict(extra="forbid")

    receiver: str | None = None
    state: State | None = None


class LabelOrder(BaseModel):
    owner: str
    id: UUID
    lines: list[str] = []


class CarrierEvent(BaseModel):
    owner: str
    id: UUID
    state: State
    proof: HttpUrl | None = None
