const express = require("express");
const serverless = require("serverless-http");
const { exec } = require("child_process");
const fs = require("fs");
const axios = require("axios");

const app = express();
app.use(express.json());
const router = express.Router();

app.get("/hello", (req, res) => {
  res.send("<h1>" + req.query.name + "</h1>"); // finding: xss
});

app.get("/json", (req, res) => {
  res.json({ name: req.query.name }); // clean
});

router.post("/run", async (req, res) => {
  exec("ls " + req.body.folder, (error, output) => res.json({ output })); // finding: command
});

router.get("/file/:name", (req, res) => {
  fs.createReadStream("/srv/" + req.params.name).pipe(res); // finding: path
});

router.get("/sent/:name", (req, res) => {
  res.sendFile(req.params.name, { root: "/srv" }); // clean
});

router.get("/go", (req, res) => res.redirect(req.query.to)); // finding: redirect
router.get("/stay", (req, res) => res.redirect("/home")); // clean

router.get("/fetch", async (req, res, next) => {
  try {
    const { data } = await axios.get(req.query.url, { timeout: 3000 }); // finding: ssrf
    res.json(data);
  } catch (error) {
    next(error);
  }
});

router.get("/render", (req, res) => {
  res.render("page", { name: req.query.name }); // clean
});

router.get("/cookie", (req, res) => {
  res.cookie("session", "value", { httpOnly: false, secure: false }); // finding: cookie
  res.cookie("session", "value", { httpOnly: true, secure: true, sameSite: "strict" }); // clean
  res.end();
});

app.use("/api", router);
module.exports.handler = serverless(app);
