"""The database of the cases."""

import sqlite3


def connection():
    return sqlite3.connect("people.db")


def store_password(name, password_hash):
    with connection() as opened:
        opened.execute("UPDATE people SET password_hash = ? WHERE name = ?", (password_hash, name))


def store_key(key):
    with connection() as opened:
        opened.execute("INSERT INTO keys (value) VALUES (?)", (key,))


def store_digest(digest):
    with connection() as opened:
        opened.execute("INSERT INTO digests (value) VALUES (?)", (digest,))
