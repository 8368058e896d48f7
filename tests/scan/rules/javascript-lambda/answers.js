const crypto = require("crypto");
const jwt = require("jsonwebtoken");
const libxmljs = require("libxmljs");
const serialize = require("node-serialize");
const yaml = require("js-yaml");
const xpath = require("xpath");
const ldap = require("ldapjs");
const { DOMParser } = require("@xmldom/xmldom");
const { decode } = require("jwt-simple");

exports.page = async (event) => {
  const name = event.queryStringParameters.name;
  return { statusCode: 200, headers: { "Content-Type": "text/html" }, body: `<h1>${name}</h1>` }; // finding: xss
};

exports.callback = (event, context, callback) => {
  const name = event.queryStringParameters.name;
  callback(null, { statusCode: 200, headers: { "content-type": "text/html; charset=utf-8" }, body: "<p>" + name + "</p>" }); // finding: xss
};

exports.json = async (event) => {
  const name = event.queryStringParameters.name;
  return { statusCode: 200, headers: { "Content-Type": "application/json" }, body: JSON.stringify({ name }) }; // clean
};

exports.go = async (event) => {
  return { statusCode: 301, headers: { Location: event.queryStringParameters.to } }; // finding: redirect
};

exports.stay = async (event) => {
  return { statusCode: 301, headers: { Location: "/search?q=" + encodeURIComponent(event.queryStringParameters.q) } }; // clean
};

exports.failing = async (event) => {
  try {
    return { statusCode: 200, body: JSON.stringify(parse(event)) };
  } catch (error) {
    return { statusCode: 500, body: JSON.stringify({ stack: error.stack }) }; // finding: error
  }
};

exports.token = async (event) => {
  const claims = jwt.decode(event.headers.authorization); // finding: jwt
  return { sub: claims.sub };
};

exports.verified = async (event) => {
  const claims = jwt.verify(event.headers.authorization, process.env.KEY, { algorithms: ["HS256"] }); // clean
  return { sub: claims.sub };
};

exports.simple = async (event) => {
  const claims = decode(event.headers.authorization, process.env.KEY, true); // finding: jwt
  return { sub: claims.sub };
};

exports.secrets = async (event) => {
  const { password } = JSON.parse(event.body);
  const stored = crypto.createHash("md5").update(password).digest("hex"); // finding: hash
  const good = crypto.scryptSync(password, crypto.randomBytes(16), 64); // clean
  const sessionToken = Math.random().toString(36).slice(2); // finding: random
  const fine = crypto.randomBytes(24).toString("hex"); // clean
  process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0"; // finding: tls
  console.log("password", password); // finding: log
  console.log("length", password.length); // clean
  return { stored, good, sessionToken, fine };
};

function parse(event) {
  const text = event.body;
  libxmljs.parseXml(text, { noent: true }); // finding: xxe
  libxmljs.parseXml(text); // clean
  serialize.unserialize(text); // finding: deserialization
  yaml.load(text); // clean
  const document = new DOMParser().parseFromString("<a/>", "text/xml");
  xpath.select("//a[@b='" + event.queryStringParameters.b + "']", document); // finding: xpath
  xpath.select("//a[@b='c']", document); // clean
  new RegExp(event.queryStringParameters.pattern).test("text"); // finding: regex
  new RegExp("^[a-z]+$").test(text); // clean
  const client = ldap.createClient({ url: "ldap://directory" });
  client.search("ou=people", { filter: `(uid=${event.queryStringParameters.uid})` }, () => {}); // finding: ldap
  client.search("ou=people", { filter: "(uid=*)" }, () => {}); // clean
}
