def page(body):
    """A page around something that already is HTML."""
    return {
        "statusCode": 200,
        "headers": {"Content-Type": "text/html; charset=utf-8"},
        "body": f"<!doctype html><title>Comments</title><ul>{body}</ul>",
    }
