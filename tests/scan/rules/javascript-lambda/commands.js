const cp = require("child_process");
const { exec, execSync, spawn, execFile, fork } = require("child_process");
const util = require("util");
const crossSpawn = require("cross-spawn");
const execa = require("execa");
const shell = require("shelljs");

exports.handler = async (event) => {
  const name = event.name;
  exec("ls " + name); // finding: command
  exec(`ls ${name}`, (error, output) => console.log(output)); // finding: command
  execSync("ls " + name); // finding: command
  cp.exec("ls", () => {}); // clean
  spawn("sh", ["-c", "ls " + name]); // finding: command
  spawn("ls", [name]); // clean
  spawn("ls " + name, { shell: true }); // finding: command
  spawn(name, []); // finding: command
  execFile("/bin/ls", ["--", name]); // clean
  execFile(name); // finding: command
  fork(name); // finding: command
  await util.promisify(cp.exec)("ls " + name); // finding: command
  shell.exec("ls " + name); // finding: command
  await execa.command("ls " + name); // finding: command
  await execa("ls", [name]); // clean
  crossSpawn.sync("bash", ["-c", name]); // finding: command
  crossSpawn.sync("ls", [name]); // clean
  /ls/.exec(name); // clean
};
