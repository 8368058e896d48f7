import json
import os

import ldap3
from ldap3.utils.conv import escape_filter_chars

server = ldap3.Server(os.environ.get("LDAP_HOST", "ldap.example.org"), connect_timeout=3)


def handler(event, context):
    query = event.get("queryStringParameters") or {}
    connection = ldap3.Connection(server, auto_bind=True)
    connection.search("ou=staff,dc=example,dc=org", f"(&(mail=*)(cn={query.get('name', '*')}))", attributes=["cn", "mail"])
    found = [str(entry.cn) for entry in connection.entries]
    connection.search("ou=staff,dc=example,dc=org", f"(uid={escape_filter_chars(query.get('uid', ''))})")
    found += [entry.entry_dn for entry in connection.entries]
    return {"statusCode": 200, "headers": {"Content-Type": "application/json"}, "body": json.dumps(found)}
