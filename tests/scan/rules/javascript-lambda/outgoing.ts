import type { APIGatewayProxyEventV2 } from "aws-lambda";
import axios from "axios";
import got from "got";
import fetch from "node-fetch";
import needle from "needle";
import superagent from "superagent";
import request from "request";
import http from "http";
import https from "https";
import { request as undici } from "undici";
import ky from "ky";

const api = axios.create({ baseURL: "https://api.example.org", timeout: 3000 });

export const handler = async (event: APIGatewayProxyEventV2) => {
  const url = event.queryStringParameters!.url!;
  await axios.get(url, { timeout: 3000 }); // finding: ssrf
  await axios.post("https://api.example.org/items", { url }, { timeout: 3000 }); // clean
  await axios({ method: "get", url, timeout: 3000 }); // finding: ssrf
  await axios.request({ url: `https://${url}/status`, timeout: 3000 }); // finding: ssrf
  await api.get("/items", { params: { url } }); // clean
  await got(url, { timeout: { request: 3000 } }); // finding: ssrf
  await got.post("https://api.example.org", { json: { url }, timeout: { request: 3000 } }); // clean
  await fetch(url, { signal: AbortSignal.timeout(3000) }); // finding: ssrf
  await fetch("https://api.example.org/?q=" + encodeURIComponent(url), { signal: AbortSignal.timeout(3000) }); // clean
  await globalThis.fetch(new URL(url), { signal: AbortSignal.timeout(3000) }); // finding: ssrf
  await needle("get", url, { timeout: 3000 }); // finding: ssrf
  await superagent.get(url).timeout(3000); // finding: ssrf
  request({ uri: url, timeout: 3000 }, () => {}); // finding: ssrf
  request.get(url, { timeout: 3000 }, () => {}); // finding: ssrf
  http.get(url, { timeout: 3000 }, (answer) => answer.resume()); // finding: ssrf
  https.request({ host: url, path: "/", timeout: 3000 }).end(); // finding: ssrf
  https.request({ host: "api.example.org", path: "/?q=" + encodeURIComponent(url), timeout: 3000 }).end(); // clean
  await undici(url, { headersTimeout: 3000 }); // finding: ssrf
  await ky.get(url, { timeout: 3000 }); // finding: ssrf
};
