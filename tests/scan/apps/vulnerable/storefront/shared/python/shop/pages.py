def every(fetch, **arguments):
    """All items of a paged answer."""
    items = []
    while True:
        answer = fetch(**arguments)
        items.extend(answer.get("Items", []))
        if answer.get("LastEvaluatedKey") is None:
            break
    return items
