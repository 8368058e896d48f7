import http.client
import os
import urllib.request
from urllib.parse import quote

import aiohttp
import httpx
import requests
import urllib3

http_pool = urllib3.PoolManager()


def handler(event, context):
    url = event["url"]
    requests.get(url, timeout=3)  # finding: ssrf
    requests.post(url, json={}, timeout=3)  # finding: ssrf
    requests.request("PUT", url, timeout=3)  # finding: ssrf
    requests.Session().get("http://" + event["host"] + "/status", timeout=3)  # finding: ssrf
    requests.get("https://api.example.org/items/" + quote(event["id"]), timeout=3)  # clean
    requests.get("https://api.example.org/", params={"url": url}, timeout=3)  # clean
    requests.get(os.environ["BASE"] + "/items?id=" + event["id"], timeout=3)  # clean
    urllib.request.urlopen(url, timeout=3)  # finding: ssrf
    urllib.request.urlretrieve(url, "/tmp/got")  # finding: ssrf
    urllib.request.urlopen("https://api.example.org/", data=url.encode(), timeout=3)  # clean
    http_pool.request("GET", url, timeout=3)  # finding: ssrf
    httpx.get(url, timeout=3)  # finding: ssrf
    httpx.Client(base_url="https://api.example.org", timeout=3).get("/items", params={"q": url})  # clean
    connection = http.client.HTTPSConnection(event["host"], timeout=3)  # finding: ssrf
    connection.request("GET", "/")
    http.client.HTTPSConnection("api.example.org", timeout=3).request("POST", "/items", body=url)  # clean


async def async_handler(event, context):
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=3)) as session:
        async with session.get(event["url"]) as answer:  # finding: ssrf
            print(answer.status)
        async with session.post("https://api.example.org", json={"url": event["url"]}) as answer:  # clean
            print(answer.status)
    async with httpx.AsyncClient(timeout=3) as client:
        await client.get(event["url"])  # finding: ssrf
