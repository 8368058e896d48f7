"""One application under `buckler run`, and what it answers."""

import http.client
import json
import os
import signal
import subprocess
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

STARTS_WITHIN = 90
ANSWERS_WITHIN = 60
# How long a log line may take from the function to standard output.
SETTLES_WITHIN = 0.3


class NotServed(Exception):
    """The application did not start, or did not answer. The text says what it said."""


@dataclass
class Outcome:
    """What one event led to."""

    status: int
    headers: dict
    body: str
    record: dict
    lines: list = field(default_factory=list)

    def summary(self) -> str:
        """The answer in a few words, failures of the function included."""
        failure = self.record.get("failure")
        error_lines = sum(line["stream"] == "stderr" for line in self.lines)
        text = f"{self.status} failed: {failure['type']}" if failure else str(self.status) + self.inner_status()
        return text + (f", {error_lines} line{'s' * (error_lines > 1)} on stderr" if error_lines else "")

    def inner_status(self) -> str:
        """The status that a function returned as data, where no front made it the status of the answer."""
        try:
            answer = json.loads(self.body)
        except ValueError:
            return ""
        status = answer.get("statusCode") if isinstance(answer, dict) else None
        return f", statusCode {status}" if status else ""


class Application:
    """A running `buckler run --json`."""

    def __init__(self, command: list, folder: Path, errors: Path) -> None:
        self.errors = errors
        self.lines = []
        self.changed = threading.Condition()
        self.process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, "NO_COLOR": "1"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors.open("wb"),
            start_new_session=True,
        )
        threading.Thread(target=self.read, daemon=True).start()
        self.address = ""

    def start(self, how: str) -> None:
        """Waits until the application is served."""
        try:
            ready = self.wait(lambda line: line["type"] == "ready", 0, STARTS_WITHIN)
        except NotServed as problem:
            raise NotServed(f"it does not start with {how}: {problem}") from None
        self.address = ready["url"].removeprefix("http://")

    def read(self) -> None:
        for text in self.process.stdout:
            with self.changed:
                self.lines.append(json.loads(text))
                self.changed.notify_all()
        with self.changed:
            self.lines.append({"type": "end"})
            self.changed.notify_all()

    def wait(self, wanted, start: int, seconds: float) -> dict:
        """The first line from `start` on that is wanted."""
        end = time.monotonic() + seconds
        with self.changed:
            while True:
                for line in self.lines[start:]:
                    if wanted(line):
                        return line
                ended = self.lines and self.lines[-1]["type"] == "end"
                if ended or not self.changed.wait(end - time.monotonic()):
                    said = self.errors.read_text(errors="replace").strip().splitlines()
                    raise NotServed(said[-1] if said else "no answer in time")

    def request(self, function: str, method: str, path: str, headers: dict, body: bytes | None) -> Outcome:
        """Sends a request that must reach this function."""
        start = len(self.lines)
        connection = http.client.HTTPConnection(self.address, timeout=ANSWERS_WITHIN)
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            text = answer.read().decode(errors="replace")
        finally:
            connection.close()
        record = self.wait(
            lambda line: line["type"] == "invocation" and line["function"] == function, start, ANSWERS_WITHIN
        )
        time.sleep(SETTLES_WITHIN)
        lines = [line for line in self.lines[start:] if line["type"] == "log" and line["function"] == function]
        return Outcome(answer.status, dict(answer.getheaders()), text, record, lines)

    def invoke(self, function: str, payload: dict) -> Outcome:
        path = f"/2015-03-31/functions/{function}/invocations"
        return self.request(function, "POST", path, {"Content-Type": "application/json"}, json.dumps(payload).encode())

    def logs(self, function: str) -> list:
        """What the function has printed so far, without what the agent says about itself."""
        logs = [line for line in self.lines if line["type"] == "log" and line["function"] == function]
        return [line for line in logs if not line["text"].startswith('{"buckler":')]

    def stop(self) -> None:
        """As Ctrl-C does."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
