from typing import Annotated

import models
from fastapi import Body, Depends, FastAPI, Header, HTTPException, Query
from fastapi.responses import HTMLResponse, RedirectResponse
from mangum import Mangum
from sqlalchemy import text
from sqlalchemy.orm import Session

app = FastAPI()


@app.get("/records")
def search(q: str, order: models.Order = models.Order.NEWEST, session: Session = Depends(models.session)):
    rows = session.execute(text(f"SELECT id, title FROM records WHERE title LIKE '%{q}%' ORDER BY {order.value}"))
    return [dict(row._mapping) for row in rows]


@app.get("/records/{record_id}")
def show(record_id: int, session: Session = Depends(models.session)):
    row = session.execute(text("SELECT * FROM records WHERE id = %d" % record_id)).first()
    if row is None:
        raise HTTPException(404)
    return dict(row._mapping)


@app.get("/records/{record_id}/page", response_class=HTMLResponse)
def page(record_id: int, title: Annotated[str, Query(max_length=80)] = "Record"):
    return f"<h1>{title}</h1><p>{record_id}</p>"


@app.post("/records")
def create(record: models.NewRecord, x_trace: Annotated[str | None, Header()] = None, session: Session = Depends(models.session)):
    entity = models.Record(**record.model_dump())
    session.add(entity)
    session.commit()
    print("created", entity.id, x_trace)
    return {"id": entity.id}


@app.post("/records/formula")
def formula(expression: Annotated[str, Body(embed=True)]):
    return {"value": models.evaluate(expression)}


@app.get("/leave")
def leave(to: str = "/"):
    return RedirectResponse(to)


handler = Mangum(app, lifespan="off")
