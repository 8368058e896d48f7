import asyncio
import os
import pty
import shlex
import subprocess
from subprocess import Popen, call

import paramiko


def handler(event, context):
    name = event["name"]
    os.system("ls " + name)  # finding: command
    os.system(f"ls {shlex.quote(name)}")  # clean
    os.popen("cat " + name).read()  # finding: command
    subprocess.call("ls " + name, shell=True)  # finding: command
    subprocess.call(["ls", name])  # clean
    subprocess.run(f"ls {name}", shell=True, check=True)  # finding: command
    subprocess.run("ls", shell=True, check=True)  # clean
    subprocess.check_output("ls %s" % name, shell=True)  # finding: command
    subprocess.check_call("ls {}".format(name), shell=True)  # finding: command
    subprocess.getstatusoutput("ls " + name)  # finding: command
    Popen("ls " + name, shell=True)  # finding: command
    call(["bash", "-c", "ls " + name])  # finding: command
    subprocess.run([name])  # finding: command
    subprocess.run(["/bin/sh", "-c", "ls \"$1\"", "sh", name])  # clean
    pty.spawn(["sh", "-c", name])  # finding: command
    os.execl("/bin/sh", "sh", "-c", name)  # finding: command


def spawned(event, context):
    os.spawnlp(os.P_WAIT, "bash", "bash", "-c", event["run"])  # finding: command
    os.execvp("bash", ["bash", "-c", event["run"]])  # finding: command
    os.spawnv(os.P_WAIT, "/bin/echo", ["echo", event["run"]])  # clean


async def async_handler(event, context):
    await asyncio.create_subprocess_shell("ls " + event["name"])  # finding: command
    await asyncio.create_subprocess_exec("ls", event["name"])  # clean
    loop = asyncio.get_event_loop()
    await loop.subprocess_shell(asyncio.SubprocessProtocol, "ls " + event["name"])  # finding: command


def remote(event, context):
    client = paramiko.SSHClient()
    client.connect("inside.example.org")
    client.exec_command("ls " + event["name"])  # finding: command
    client.exec_command("uptime")  # clean


def other_exec(event, context):
    from helper import Runner

    Runner().spawn(event["name"])  # clean
    if event["name"] in ("one", "two"):
        os.system("touch " + event["name"])  # clean
