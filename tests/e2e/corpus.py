"""Replays the shared cases through real Node processes on the local platform, and compares each verdict with its label.

    python3 tests/e2e/corpus.py [--buckler target/release/buckler] [--node PATH]… [--only FILE-OR-ID]…

Each case is performed through every public function that it can go through (`corpus/ways.cjs`), with its event as the
invocation's. Nothing happens in truth: see `corpus/harmless.cjs`. A case that the engine judges rightly and a process
does not is a fault of a hook. Needs the built command and agent; loopback only; every wait ends.
"""

import argparse
import collections
import concurrent.futures
import contextlib
import functools
import http.client
import json
import os
import shlex
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
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
[ -z "$_HANDLER" ] || export NODE_OPTIONS="--require=\\"{stand_ins}\\" $NODE_OPTIONS"
exec {node} "$@"
"""


class Replay:
    """The function of `corpus/` on the local platform, with some cases to perform."""

    def __init__(self, node: str, cases: list, for_real: bool = False) -> None:
        self.cases = cases
        self.folder = tempfile.TemporaryDirectory(prefix="replay-")
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
        self.records, self.address, self.connection = {}, None, None
        self.arrived = threading.Condition()
        self.reader = threading.Thread(target=self.read, daemon=True)
        self.reader.start()

    def start(self) -> None:
        """Waits until the platform serves."""
        self.wait_for(lambda: self.address is not None)
        self.connection = http.client.HTTPConnection(self.address, timeout=PATIENCE)

    def write(self, node: str, for_real: bool) -> dict:
        """What the platform and the function are told, as files."""
        folder = Path(self.folder.name)
        texts = {
            "template.yaml": TEMPLATE.format(major=version(node).split(".")[0], code=json.dumps(str(FUNCTION))),
            "node": NODE.format(stand_ins=FUNCTION / "harmless.cjs", node=shlex.quote(shutil.which(node))),
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
        self.process.wait(PATIENCE)
        with self.arrived:
            self.arrived.notify_all()

    def wait_for(self, condition) -> None:
        """Waits until something that the platform says makes it true."""
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
        self.start()
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

    def close(self) -> None:
        if self.connection is not None:
            self.connection.close()
        self.process.terminate()
        try:
            self.process.wait(PATIENCE)
        finally:
            self.process.kill()
        self.reader.join(PATIENCE)
        self.process.stdout.close()
        self.errors.close()
        self.folder.cleanup()


def replayed(node: str, cases: list, for_real: bool = False) -> list:
    with contextlib.closing(Replay(node, cases, for_real)) as replay:
        return list(replay.outcomes())


class CorpusTest(unittest.TestCase):
    def test_cases_are_judged_as_labelled(self) -> None:
        cases, stale = selected(), set(known())
        self.assertGreater(len(cases), 0, "no case was asked for")
        with concurrent.futures.ThreadPoolExecutor() as pool:
            for node, outcomes in zip(OPTIONS.node, pool.map(replayed, OPTIONS.node, [cases] * len(OPTIONS.node))):
                print(summary(node, cases, outcomes), file=sys.stderr)
                faults = dict(filter(None, map(fault, outcomes)))
                stale -= set(faults)
                wrong = [f"{name}: {what}" for name, what in faults.items() if name not in known()]
                with self.subTest(node=version(node)):
                    self.assertEqual(len(wrong), 0, "\n" + "\n".join(wrong))
        # Where a case is performed alone, what others taught the agent is missing.
        self.assertEqual(set() if OPTIONS.only else stale, set(), "known faults that are judged rightly now")

    def test_nothing_happens_in_truth(self) -> None:
        for node in OPTIONS.node:
            with self.subTest(node=version(node)), tempfile.TemporaryDirectory() as folder, Listener() as listener:
                outcomes = replayed(node, harmful(folder, listener.port))
                verdicts = {outcome["verdict"] for _, _, outcome, _ in outcomes}
                self.assertEqual((verdicts, os.listdir(folder), listener.callers), ({"allow"}, [], 0))
                # The same without the stand-ins does happen, so this would be seen.
                replayed(node, harmful(folder, listener.port), for_real=True)
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
    done = subprocess.run([node, "--version"], capture_output=True, text=True, check=True)
    return done.stdout.strip().removeprefix("v")


def selected() -> list:
    """Every case, with its file; or those that were asked for."""
    found = []
    for file in sorted(CASES.glob("*/*.jsonl")):
        name = str(file.relative_to(CASES))
        found += [{**json.loads(line), "file": name} for line in file.read_text().split("\n") if line]
    return [case for case in found if not OPTIONS.only or {case["file"], case["id"]} & set(OPTIONS.only)]


@functools.cache
def engine_faults() -> set:
    """Cases that the engine itself is known to judge wrongly."""
    return {" ".join(line.split(" ")[:2]) for line in listed(CASES / "known.txt")}


@functools.cache
def known() -> dict:
    """Operations that are known to be judged wrongly in a process, with the reason."""
    return dict(line.split(": ", 1) for line in listed(FUNCTION / "known.txt"))


def listed(file: Path) -> list:
    return [line for line in file.read_text().splitlines() if line and not line.startswith("#")]


def fault(outcome: tuple) -> tuple | None:
    """An operation that is judged wrongly, and how; unless the engine itself is known to."""
    case, way, result, record = outcome
    if way is None or result["verdict"] is None or f"{case['file']} {case['id']}" in engine_faults():
        return None
    found = flaw(case, result, record)
    return None if found is None else (f"{case['file']} {case['id']} by {way}", found)


def flaw(case: dict, result: dict, record: dict) -> str | None:
    """Where the process differs from the label."""
    sentences = [finding["message"] for finding in record["findings"]]
    if result["verdict"] != case["expect"]:
        return f"expected {case['expect']}, got {result['verdict']} ({result['error']}) {sentences}"
    if (case["expect"] == "block") != bool(sentences):
        return f"expected {case['expect']}, and the findings are {sentences}"
    if case["expect"] == "allow" and not record["own"]:
        return "allowed, and the answer is not the function's"
    if case["expect"] == "allow" and not arrived(case, result["reached"]):
        return f"allowed, and what arrived is {result['reached']}"
    return None


def arrived(case: dict, reached: list) -> bool:
    """Whether the operation came to its end as it was written, where the end shows it."""
    operation = case["operation"]
    if case["kind"] == "sql":
        return operation in reached
    if case["kind"] == "shell":
        return ["/bin/bash" if case["dialect"] == "bash" else "/bin/sh", "-c", operation] in reached
    return case["kind"] != "exec" or [operation["program"], *operation["args"]] in reached


def summary(node: str, cases: list, outcomes: list) -> str:
    """What was replayed, by file, and what was not, by reason."""
    performed, reasons = collections.Counter(), collections.Counter()
    for case, way, result, _ in outcomes:
        if way is None:
            reasons[f"{case['kind']}: {result}"] += 1
        elif result["verdict"] is None:
            reasons[f"{case['kind']} by {way}: Node refuses it by itself"] += 1
        else:
            performed[case["file"]] += 1
    replayed = {(case["file"], case["id"]) for case, way, result, _ in outcomes if way and result["verdict"]}
    lines = [f"\nNode {version(node)}: {len(replayed)} of {len(cases)} cases, in {performed.total()} operations"]
    lines += [f"  {count:5} {name}" for name, count in sorted(performed.items())]
    lines += ["not replayed:", *(f"  {count:5} {reason}" for reason, count in reasons.most_common())]
    return "\n".join(lines)


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
