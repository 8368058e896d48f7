"""Functions over text."""

import string

PLAIN = set(string.ascii_lowercase + string.digits)


def normal(value):
    """The value without blanks at its ends, in one piece."""
    pieces = value.strip().split("\n")
    return "\n".join(pieces)


def constant(value):
    """Says what there was, not which."""
    if value:
        return "some"
    return "none"


def is_plain(value):
    """Whether a value has lower-case letters and digits only."""
    return bool(value) and all(letter in PLAIN for letter in value)
