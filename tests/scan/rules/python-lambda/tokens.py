import hashlib
import hmac
import os
import random
import secrets
import ssl

import jwt
import requests
from jose import jwt as jose_jwt


def handler(event, context):
    token = event["headers"]["Authorization"]
    claims = jwt.decode(token, options={"verify_signature": False})  # finding: jwt
    return {"sub": claims["sub"]}


def no_algorithm(event, context):
    claims = jwt.decode(event["token"], "", algorithms=["none"])  # finding: jwt
    return {"sub": claims["sub"]}


def verified(event, context):
    claims = jwt.decode(event["token"], os.environ["KEY"], algorithms=["HS256"])  # clean
    return {"sub": claims["sub"]}


def jose(event, context):
    claims = jose_jwt.get_unverified_claims(event["token"])  # finding: jwt
    return {"sub": claims["sub"]}


def hashes(event, context):
    password = event["password"]
    stored = hashlib.md5(password.encode()).hexdigest()  # finding: hash
    again = hashlib.sha1((password + "salt").encode()).hexdigest()  # finding: hash
    good = hashlib.pbkdf2_hmac("sha256", password.encode(), os.urandom(16), 600_000)  # clean
    etag = hashlib.md5(b"page").hexdigest()  # clean
    return hmac.compare_digest(stored, again), good, etag


def numbers(event, context):
    session_token = "".join(random.choice("abcdef0123456789") for _ in range(32))  # finding: random
    password = str(random.randint(100000, 999999))  # finding: random
    good = secrets.token_urlsafe(32)  # clean
    jitter = random.random()  # clean
    return session_token, password, good, jitter


def unverified(event, context):
    requests.get("https://inside.example.org", verify=False, timeout=3)  # finding: tls
    requests.get("https://inside.example.org", verify="/etc/ca.pem", timeout=3)  # clean
    session = requests.Session()
    session.verify = False  # finding: tls
    ssl._create_default_https_context = ssl._create_unverified_context  # finding: tls
    loose = ssl.create_default_context()
    loose.verify_mode = ssl.CERT_NONE  # finding: tls
    return ssl.create_default_context()  # clean
