const fs = require("fs");
const fsp = require("fs/promises");
const path = require("path");
const AdmZip = require("adm-zip");
const fse = require("fs-extra");

exports.handler = async (event) => {
  const name = event.pathParameters.name;
  fs.readFileSync("/tmp/" + name); // finding: path
  fs.readFile(path.join("/tmp", name), () => {}); // finding: path
  fs.readFileSync(path.join("/tmp", path.basename(name))); // clean
  await fsp.writeFile(`/tmp/${name}`, "x"); // finding: path
  await fs.promises.unlink("/tmp/" + name); // finding: path
  fs.createReadStream(path.resolve("/tmp", name)); // finding: path
  fs.createWriteStream("/tmp/fixed").write(name); // clean
  fs.rmSync("/tmp/" + name, { recursive: true }); // finding: path
  fs.readdirSync("/var/data/" + name); // finding: path
  await fse.copy("/tmp/" + name, "/tmp/other"); // finding: path
  await fse.readJson("/tmp/" + name); // finding: path
  require("./plugins/" + name); // finding: path
  new AdmZip(Buffer.from(event.body, "base64")).getEntries().forEach((entry) => {
    fs.writeFileSync(path.join("/tmp", entry.entryName), entry.getData()); // finding: path
  });
};

exports.checked = async (event) => {
  const base = path.resolve("/var/data");
  const target = path.resolve(base, event.pathParameters.name);
  if (path.relative(base, target).startsWith("..")) {
    throw new Error("outside");
  }
  return fs.readFileSync(target, "utf8"); // clean
};

exports.uploaded = async (event) => {
  for (const record of event.Records) {
    const key = decodeURIComponent(record.s3.object.key.replace(/\+/g, " "));
    fs.writeFileSync("/tmp/" + key, ""); // finding: path
    fs.writeFileSync("/tmp/" + path.basename(key), ""); // clean
  }
};
