"""Replays the shared cases through real Node processes on the local platform, and compares each verdict with its label.

    python3 tests/e2e/corpus.py [--buckler target/release/buckler] [--node PATH]… [--only FILE-OR-ID]…

Each case is performed through every public function that it can go through (`corpus/ways.cjs`), with its event as the
invocation's. Nothing happens in truth: see `corpus/harmless.cjs`. A case that the engine judges rightly and a process
does not is a fault of a hook. Needs the built command and agent; loopback only; every wait ends.
"""

import argparse
import collections
import contextlib
import http.client
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CASES = ROOT / "tests/cases"
FUNCTION = ROOT / "tests/e2e/corpus"
AGENT = ROOT / "agents/node"
TOOLS = Path(os.environ.get("BUCKLER_TOOLS", Path.home() / ".cache/buckler/tools"))
PATIENCE = 60
OPTIONS = argparse.Namespace(buckler=str(ROOT / "target/release/buckler"), node=[], only=[])

TEMPLATE = """\
Transform: AWS::Serverless-2016-10-31
Resources:
  Replay:
    Type: AWS::Serverless::Function
    Properties: {{ Runtime: nodejs{major}.x, Handler: function.handler, CodeUri: {code}, Timeout: 20 }}
"""

# The stand-ins come before the agent, so that it wraps them.
NODE = """\
#!/bin/sh
[ -z "$_HANDLER" ] || export NODE_OPTIONS="--require={stand_ins} $NODE_OPTIONS"
exec {node} "$@"
"""


class Replay:
    """The function of `corpus/` on the local platform, with some cases to perform."""

    def __init__(self, node: str, cases: list, for_real: bool = False) -> None:
        self.cases = cases
        self.folder = tempfile.TemporaryDirectory(prefix="replay-")
        self.major = version(node).split(".")[0]
        files = self.write(node, for_real)
        self.errors = (Path(self.folder.name) / "errors").open("w+")
        self.process = subprocess.Popen(
            [OPTIONS.buckler, "run", files["template.yaml"], "--json", "--mode=block", "--no-freeze", "--no-reload"]
            + ["--concurrency=1", "--port=0", "--require-protection"]
            + [f"--node={files['node']}", f"--env-file={files['env']}"],
            stdout=subprocess.PIPE,
            stderr=self.errors,
            stdin=subprocess.DEVNULL,
            text=True,
        )
        self.records = {}
        self.address = None
        self.arrived = threading.Condition()
        self.reader = threading.Thread(target=self.read, daemon=True)
        self.reader.start()
        self.wait_for(lambda: self.address is not None)
        self.connection = http.client.HTTPConnection(self.address, timeout=PATIENCE)

    def write(self, node: str, for_real: bool) -> dict:
        """What the platform and the function are told, as files."""
        folder = Path(self.folder.name)
        texts = {
            "template.yaml": TEMPLATE.format(major=self.major, code=FUNCTION),
            "node": NODE.format(stand_ins=FUNCTION / "harmless.cjs", node=shutil.which(node)),
            "cases": "".join(json.dumps(case) + "\n" for case in self.cases),
            "drivers.cjs": "exports.pg = require('pg'); exports.mysql2 = require('mysql2');",
            "env": f"REPLAY_CASES={folder}/cases\nREPLAY_DRIVERS={folder}/bundle.cjs\nREPLAY_AGENT_SOURCE={AGENT}\n"
            + f"REPLAY_FOR_REAL={int(for_real)}\n",
        }
        for name, text in texts.items():
            (folder / name).write_text(text)
        (folder / "node").chmod(0o755)
        subprocess.run(
            [AGENT / "node_modules/.bin/esbuild", "drivers.cjs", "--bundle", "--platform=node", "--external:pg-native"]
            + ["--outfile=bundle.cjs", "--log-level=error"],
            cwd=folder,
            env={**os.environ, "NODE_PATH": str(AGENT / "node_modules")},
            check=True,
        )
        return {name: str(folder / name) for name in texts}

    def read(self) -> None:
        """Keeps what the platform says of invocations, by request."""
        for line in self.process.stdout:
            message = json.loads(line)
            with self.arrived:
                if message["type"] == "ready":
                    self.address = message["url"].removeprefix("http://")
                elif message["type"] == "invocation":
                    self.records[message["requestId"]] = message
                self.arrived.notify_all()

    def wait_for(self, condition) -> None:
        with self.arrived:
            self.arrived.wait_for(lambda: condition() or self.process.poll() is not None, PATIENCE)
            if not condition():
                self.errors.seek(0)
                raise AssertionError(f"the platform says nothing more: {self.errors.read()}")

    def invoke(self, event) -> tuple:
        """The answer to an event, and the platform's record of it."""
        self.connection.request("POST", "/2015-03-31/functions/Replay/invocations", json.dumps(event))
        response = self.connection.getresponse()
        answer = json.loads(response.read())
        request = response.getheader("x-amzn-requestid")
        self.wait_for(lambda: request in self.records)
        return answer, self.records.pop(request)

    def outcomes(self):
        """Each operation's case, way, outcome, and what the platform recorded. Cases without a way have a reason."""
        answer = self.rest()
        for number, reason in answer["skipped"]:
            yield self.cases[number], None, reason, None
        while answer["next"] is not None:
            case, way = self.cases[answer["next"]["number"]], answer["next"]["name"]
            own, record = self.invoke(case.get("event", {"inputs": case.get("inputs", [])}))
            turn, answer = answer["turn"], self.rest()
            if answer["turn"] != turn + 1:
                raise AssertionError(f"{case['id']} by {way} ended the process: {record['failure']}")
            yield case, way, answer["last"], {**record, "own": own == "done"}

    def rest(self) -> dict:
        """What the function tells between operations, once it is ready for the next one."""
        for _ in range(3):
            answer, _ = self.invoke(None)
            if answer["ready"]:
                return answer
        raise AssertionError(f"the function does not get ready: {answer}")

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(PATIENCE)
        self.connection.close()
        self.reader.join(PATIENCE)
        self.process.stdout.close()
        self.errors.close()
        self.folder.cleanup()


class CorpusTest(unittest.TestCase):
    def replay(self, node: str, cases: list, for_real: bool = False) -> list:
        replay = Replay(node, cases, for_real)
        with contextlib.closing(contextlib.ExitStack()) as stack:
            stack.callback(replay.stop)
            return list(replay.outcomes())

    def test_cases_are_judged_as_labelled(self) -> None:
        cases = selected()
        for node in OPTIONS.node:
            began = time.monotonic()
            outcomes = self.replay(node, cases)
            faults = list(filter(None, map(fault, outcomes)))
            print(summary(node, cases, outcomes, time.monotonic() - began))
            with self.subTest(node=version(node)):
                self.assertEqual(len(faults), 0, "\n" + "\n".join(faults))

    def test_nothing_happens_in_truth(self) -> None:
        for node in OPTIONS.node:
            with self.subTest(node=version(node)), tempfile.TemporaryDirectory() as folder, Listener() as listener:
                outcomes = self.replay(node, harmful(folder, listener.port))
                verdicts = {outcome["verdict"] for _, _, outcome, _ in outcomes}
                self.assertEqual((verdicts, os.listdir(folder), listener.callers), ({"allow"}, [], 0))
                # The same without the stand-ins does happen, so this would be seen.
                self.replay(node, harmful(folder, listener.port), for_real=True)
                self.assertEqual(sorted(os.listdir(folder)), ["bash", "exec", "sh"])
                self.assertGreaterEqual(listener.callers, 2)


class Listener:
    """A server on loopback that counts who connects."""

    def __enter__(self):
        self.callers = 0
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        threading.Thread(target=self.count, daemon=True).start()
        return self

    def count(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                caller, _ = self.socket.accept()
                self.callers += 1
                caller.close()

    def __exit__(self, *_) -> None:
        self.socket.close()


def harmful(folder: str, port: int) -> list:
    """Operations that no input has a part in, and that would leave a trace."""
    kinds = [
        {"kind": "shell", "dialect": "sh", "operation": f"touch {folder}/sh"},
        {"kind": "shell", "dialect": "bash", "operation": f"touch {folder}/bash"},
        {"kind": "exec", "operation": {"program": "touch", "args": [f"{folder}/exec"]}},
        {"kind": "url", "operation": f"http://127.0.0.1:{port}/"},
        {"kind": "url", "operation": f"http://localhost:{port}/"},
    ]
    return [{**kind, "id": str(number), "expect": "allow", "inputs": ["nobody"]} for number, kind in enumerate(kinds)]


def version(node: str) -> str:
    return subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout.strip().removeprefix("v")


def selected() -> list:
    """Every case, with its file; or those that were asked for."""
    found = []
    for file in sorted(CASES.glob("*/*.jsonl")):
        name = str(file.relative_to(CASES))
        found += [{**json.loads(line), "file": name} for line in file.read_text().split("\n") if line]
    return [case for case in found if not OPTIONS.only or {case["file"], case["id"]} & set(OPTIONS.only)]


def known() -> set:
    """Cases that the engine itself is known to judge wrongly."""
    lines = (CASES / "known.txt").read_text().splitlines()
    return {tuple(line.split(" ", 2)[:2]) for line in lines if line and not line.startswith("#")}


def fault(outcome: tuple) -> str | None:
    """What is wrong with an outcome, if anything is."""
    case, way, result, record = outcome
    if way is None or result["verdict"] is None or (case["file"], case["id"]) in known():
        return None
    label = f"{case['file']} {case['id']} by {way}"
    sentences = [finding.get("message", "") for finding in record["findings"]]
    if result["verdict"] != case["expect"]:
        return f"{label}: expected {case['expect']}, got {result['verdict']} ({result['error']}; {sentences})"
    if (case["expect"] == "block") != bool(record["findings"]):
        return f"{label}: {case['expect']}, and the findings are {sentences}"
    if case["expect"] == "allow" and not record["own"]:
        return f"{label}: allowed, and the answer is not the function's"
    return None


def summary(node: str, cases: list, outcomes: list, seconds: float) -> str:
    """What was replayed, by file, and what was not, by reason."""
    performed, lines = collections.Counter(), collections.Counter()
    for case, way, result, _ in outcomes:
        if way is None:
            lines[f"{case['kind']}: {result}"] += 1
        elif result["verdict"] is None:
            lines[f"{case['kind']} by {way}: Node refuses it by itself"] += 1
        else:
            performed[case["file"]] += 1
    replayed = len({(case["file"], case["id"]) for case, way, result, _ in outcomes if way and result["verdict"]})
    total = sum(performed.values())
    text = f"Node {version(node)}: {replayed} of {len(cases)} cases in {total} operations, {seconds:.0f} s\n"
    text += "".join(f"  {count:5} {name}\n" for name, count in sorted(performed.items()))
    return text + "not replayed:\n" + "".join(f"  {count:5} {reason}\n" for reason, count in lines.most_common())


def nodes() -> list:
    """The Node.js that `node` is, and version 24 where it was set up."""
    other = TOOLS / "node-24/node_modules/node/bin/node"
    return [shutil.which("node"), *([str(other)] if other.exists() else [])]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--buckler", default=OPTIONS.buckler)
    parser.add_argument("--node", action="append")
    parser.add_argument("--only", action="append", default=[])
    _, others = parser.parse_known_args(namespace=OPTIONS)
    OPTIONS.buckler = str(Path(OPTIONS.buckler).resolve())
    OPTIONS.node = OPTIONS.node or nodes()
    unittest.main(argv=[sys.argv[0], *others], verbosity=2)
