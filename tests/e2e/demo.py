"""End-to-end tests of `buckler demo`, by what a person sees: output, exit codes, and what is left behind.

    python3 tests/e2e/demo.py [--buckler target/release/buckler]

Needs the built command and agent. Loopback only; every wait ends.
"""

import argparse
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import unittest
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 300
OPTIONS = argparse.Namespace(buckler=str(ROOT / "target/release/buckler"))

# What a shell may say of proxies and accounts; nothing listens on port 9.
ELSEWHERE = {
    **{name: "http://127.0.0.1:9" for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")},
    "NODE_USE_ENV_PROXY": "1",
    "AWS_PROFILE": "somebody",
    "AWS_SESSION_TOKEN": "of-somebody",
    "AWS_ENDPOINT_URL_S3": "http://127.0.0.1:9",
    "AWS_ENDPOINT_URL_DYNAMODB": "http://127.0.0.1:9",
}

# An agent that says it is armed, and does nothing.
PRETENDER = """
if (process.env._HANDLER) console.log('{"buckler":"start","mode":"block","status":"armed","layers":{}}');
"""


class Demo:
    """A running demo, its output kept in files so that no pipe fills up."""

    def __init__(self, *arguments: str, **environment: str) -> None:
        # A folder of its own, so that what is left in it can be seen, and goes even after kill -9.
        self.scratch = tempfile.TemporaryDirectory(prefix="demo-")
        self.out, self.err = tempfile.TemporaryFile("w+"), tempfile.TemporaryFile("w+")
        self.process = subprocess.Popen(
            [OPTIONS.buckler, "demo", *arguments],
            stdout=self.out,
            stderr=self.err,
            stdin=subprocess.DEVNULL,
            cwd=ROOT,
            env={**os.environ, "TMPDIR": self.scratch.name, **environment},
        )

    def ends(self) -> int:
        """The exit code, once there is one."""
        return self.process.wait(PATIENCE)

    def says(self, text: str) -> None:
        """Waits until standard error holds that text."""
        end = time.monotonic() + PATIENCE
        while text not in self.errors():
            if self.process.poll() is not None or time.monotonic() > end:
                raise AssertionError(f"`{text}` was not said: {self.errors()}")
            time.sleep(0.05)

    def output(self) -> str:
        self.out.seek(0)
        return self.out.read()

    def errors(self) -> str:
        self.err.seek(0)
        return self.err.read()

    def kill(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self.out.close()
        self.err.close()
        self.scratch.cleanup()


class DemoTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        """Lets the demo install what it needs, so that no test pays for it."""
        demo = Demo()
        try:
            demo.says("starting the app")
        finally:
            demo.kill()

    def demo(self, *arguments: str, **environment: str) -> Demo:
        demo = Demo(*arguments, **environment)
        self.addCleanup(demo.kill)
        return demo

    def refused(self, *arguments: str, **environment: str) -> str:
        """The one line with which the demo says that it cannot run."""
        demo = self.demo(*arguments, **environment)
        self.assertEqual(demo.ends(), 2, demo.errors())
        self.assertEqual(demo.output(), "")
        complaints = [line for line in demo.errors().splitlines() if line.startswith("buckler: ")]
        self.assertEqual(len(complaints), 1, demo.errors())
        return complaints[0]

    def test_every_attack_succeeds_without_and_is_blocked_with(self) -> None:
        demo = self.demo("--json", **ELSEWHERE)
        code = demo.ends()
        self.assertIn(code, (0, 1), demo.errors())
        report = json.loads(demo.output())
        flaws = {case["id"]: case["flaw"] for kind in ("attacks", "benign") for case in report[kind] if case["flaw"]}
        self.assertEqual((code, flaws), (0, {}))
        self.assertGreaterEqual(len(report["attacks"]), 25)
        self.assertGreaterEqual(len({case["trigger"] for case in report["attacks"]}), 8)
        for case in report["attacks"]:
            with self.subTest(case["id"]):
                self.assertEqual((case["without"]["effect"], case["with"]["effect"]), (True, False))
                self.assertEqual(case["with"]["detector"], case["weakness"])
                self.assertEqual(case["without"]["findings"], [])
                for piece in ("api_keys", "mallory", "payment.key", "Mallory was here"):
                    self.assertNotIn(piece, json.dumps(case["with"]["findings"]), "values are masked")
        for case in report["benign"]:
            with self.subTest(case["id"]):
                self.assertEqual((case["without"]["effect"], case["with"]["effect"]), (True, True))
                self.assertEqual(case["with"]["findings"], [])

    def test_app_stays_open_for_attacks_by_hand_and_leaves_nothing_behind(self) -> None:
        port = free_ports(3)
        demo = self.demo("--keep", "--port", str(port))
        demo.says("Ctrl-C ends everything")
        self.assertNotIn("\x1b", demo.output() + demo.errors())
        attack = {"url": f"http://127.0.0.2:{port + 2}/articles/tea; id"}
        self.assertIn("uid=", fetch(port, "/convert", attack)[1])
        status, body = fetch(port + 1, "/convert", attack)
        self.assertEqual(status, 403)
        self.assertNotIn("uid=", body)
        self.assertIn("three minutes", fetch(port + 1, "/convert", {"url": attack["url"].removesuffix("; id")})[1])
        self.ends_without_a_trace(demo, signal.SIGINT, 0)
        self.assertEqual(os.listdir(demo.scratch.name), [])

    def test_interrupted_demo_leaves_nothing_behind(self) -> None:
        demo = self.demo()
        demo.says("attacks without Buckler")
        self.ends_without_a_trace(demo, signal.SIGINT, 2)
        self.assertEqual(os.listdir(demo.scratch.name), [])
        self.assertIn("buckler: interrupted", demo.errors())

    def test_killed_demo_leaves_no_process_behind(self) -> None:
        demo = self.demo()
        demo.says("attacks without Buckler")
        self.ends_without_a_trace(demo, signal.SIGKILL, -signal.SIGKILL)

    def ends_without_a_trace(self, demo: Demo, how: signal.Signals, code: int) -> None:
        family = descendants(demo.process.pid)
        self.assertGreater(len(family), 10, "functions and helpers run")
        demo.process.send_signal(how)
        self.assertEqual(demo.process.wait(30), code, demo.errors())
        end = time.monotonic() + 10
        while (left := [pid for pid in family if started(pid) == family[pid]]) and time.monotonic() < end:
            time.sleep(0.05)
        self.assertEqual([command(pid) for pid in left], [])

    def test_agent_that_does_nothing_is_found_out(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "preload.cjs").write_text(PRETENDER)
            Path(folder, "buckler.node").touch()
            demo = self.demo(BUCKLER_AGENT_DIR=folder)
            self.assertEqual(demo.ends(), 1, demo.errors())
        self.assertIn("0 were blocked with it", demo.output())
        self.assertIn("convert-second-command: succeeds in spite of Buckler", demo.output())

    def test_agent_that_is_silent_is_no_protection(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "preload.cjs").touch()
            Path(folder, "buckler.node").touch()
            self.assertIn("is not protected", self.refused(BUCKLER_AGENT_DIR=folder))

    def test_missing_program_is_named(self) -> None:
        for program in ("node", "python3", "curl", "tar"):
            with self.subTest(program), tempfile.TemporaryDirectory() as folder:
                for name in {"node", "python3", "curl", "tar"} - {program}:
                    os.symlink(shutil.which(name) or name, Path(folder, name))
                # What scripts in the place of programs need, and none of the programs.
                os.symlink(shutil.which("bash") or "bash", Path(folder, "bash"))
                self.assertIn(f"{program} is not installed", self.refused(PATH=folder))

    def test_old_node_is_refused(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            node = Path(folder, "node")
            node.write_text("#!/bin/sh\necho v18.20.1\n")
            node.chmod(0o755)
            self.assertIn("v18.20.1", self.refused(PATH=f"{folder}:{os.environ['PATH']}"))

    def test_missing_app_and_agent_are_told(self) -> None:
        self.assertIn("no attacks.json", self.refused("--app", "/"))
        self.assertIn("/nowhere", self.refused(BUCKLER_AGENT_DIR="/nowhere"))

    def test_taken_port_is_told(self) -> None:
        for offset, address in ((0, "127.0.0.1"), (1, "127.0.0.1"), (2, "127.0.0.2")):
            port = free_ports(3)
            with self.subTest(offset), socket.socket() as server:
                server.bind((address, port + offset))
                server.listen()
                self.assertIn(str(port + offset), self.refused("--port", str(port)))


def fetch(port: int, path: str, query: dict) -> tuple:
    """Status and body, redirects followed."""
    url = f"http://127.0.0.1:{port}{path}?{urllib.parse.urlencode(query)}"
    try:
        with urllib.request.urlopen(url, timeout=30) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def free_ports(count: int) -> int:
    """The first of that many free ports in a row."""
    for first in range(20_000 + os.getpid() % 5_000, 30_000, count):
        probes = [socket.socket() for _ in range(count)]
        try:
            for offset, probe in enumerate(probes):
                probe.bind(("0.0.0.0", first + offset))
            return first
        except OSError:
            continue
        finally:
            for probe in probes:
                probe.close()
    raise AssertionError("no free ports")


def descendants(pid: int) -> dict:
    """All processes below that one, with the time each was started."""
    parents = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit() and (fields := stat(int(entry))):
            parents.setdefault(int(fields[1]), []).append(int(entry))
    found, waiting = {}, [pid]
    while waiting:
        for child in parents.get(waiting.pop(), []):
            found[child] = started(child)
            waiting.append(child)
    return found


def stat(pid: int) -> list:
    """The fields of /proc/PID/stat behind the name of the program; nothing for a process that is gone."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []
    return [] if fields[0] == "Z" else fields


def started(pid: int) -> str:
    fields = stat(pid)
    return fields[19] if fields else "gone"


def command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
    except OSError:
        return "gone"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--buckler", default=OPTIONS.buckler)
    _, others = parser.parse_known_args(namespace=OPTIONS)
    OPTIONS.buckler = str(Path(OPTIONS.buckler).resolve())
    unittest.main(argv=[sys.argv[0], *others], verbosity=2)
