import { Router } from "express";
import { createReadStream } from "node:fs";
import { join, normalize } from "node:path";
import { spawn } from "node:child_process";
import multer from "multer";
import axios from "axios";

export const documents = Router();
const upload = multer({ dest: "/tmp/uploads", limits: { fileSize: 5_000_000 } });
const viewer = axios.create({ baseURL: "http://viewer.clinic.internal", timeout: 4000 });

documents.get("/:name", (req, res) => {
  const file = normalize(join("/opt/documents", req.params.name));
  createReadStream(file).pipe(res);
});

documents.get("/safe/:name", (req, res) => {
  const file = normalize(join("/opt/documents", req.params.name));
  if (!file.startsWith("/opt/documents/")) {
    res.sendStatus(400);
    return;
  }
  createReadStream(file).pipe(res);
});

documents.post("/", upload.single("document"), (req, res) => {
  const title = req.body.title;
  const process = spawn(`pdftotext -title "${title}" ${req.file!.path} -`, { shell: "/bin/bash" });
  process.stdout.pipe(res);
});

documents.post("/scan", upload.single("document"), (req, res) => {
  const process = spawn("clamscan", ["--no-summary", req.file!.path]);
  process.on("close", (code) => res.json({ clean: code === 0 }));
});

documents.get("/remote", async (req, res) => {
  const { data } = await axios.get(`http://${req.query.host}/status`, { timeout: 2000 });
  const { data: page } = await viewer.get(`/pages/${encodeURIComponent(String(req.query.page))}`);
  res.json({ data, page });
});
