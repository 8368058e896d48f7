"""Runs a scanner over a folder and reads what it found, Buckler and its peers alike."""

import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlparse

PATIENCE = 600


class Unavailable(Exception):
    """A scanner cannot be run, or its answer cannot be read. The text says which and why."""


@dataclass(frozen=True)
class Place:
    """A line range of a file, whose name is relative to the scanned folder."""
    file: str
    start: int
    end: int

    def near(self, other: "Place", slack: int = 1) -> bool:
        return self.file == other.file and self.start - slack <= other.end and other.start - slack <= self.end


@dataclass
class Finding:
    """One result of a scanner."""
    rule: str
    place: Place
    cwes: frozenset
    message: str = ""
    path: list = field(default_factory=list)


@dataclass
class Run:
    """What one start of a scanner gave and cost."""
    findings: list
    notices: list
    wall: float
    cpu: float
    peak_mb: float


def scan(tool: str, command: str, folder: Path) -> Run:
    """Runs the scanner called `tool`, whose program is `command`, over `folder`."""
    arguments, read, codes = TOOLS[tool]
    if tool == "cfn-lint" and not templates(folder):
        # Without a file it would wait for one on its input.
        return Run([], [], 0.0, 0.0, 0.0)
    with tempfile.TemporaryDirectory() as scratch:
        argv = [command, *(part.format(folder=folder, scratch=scratch) for part in arguments(folder))]
        output, wall, cpu, peak, code = measured(argv, scratch)
        for written in Path(scratch).glob("*.sarif"):
            output = written.read_bytes()
    if code not in codes:
        raise Unavailable(f"{tool} ended with {code} on {folder}")
    if not output.strip() and tool in MAY_BE_SILENT:
        return Run([], [], wall, cpu, peak)
    try:
        findings, notices = read(json.loads(output), folder.resolve())
    except (ValueError, KeyError, TypeError, AttributeError) as problem:
        raise Unavailable(f"{tool} on {folder}: cannot read its answer ({problem!r})") from None
    return Run(findings, notices, wall, cpu, peak)


def measured(argv: list, scratch: str) -> tuple:
    """Output, wall seconds, CPU seconds, peak memory in MB and exit code of one command and what it started."""
    output, meter = Path(scratch) / "output", Path(scratch) / "meter"
    wrapper = ["python3", "-c", METER, str(meter), *argv]
    environment = {**os.environ, "NO_COLOR": "1", "HOME": os.environ.get("HOME", scratch)}
    with output.open("wb") as file:
        process = subprocess.Popen(wrapper, stdout=file, stderr=subprocess.DEVNULL, env=environment, start_new_session=True)
        try:
            process.wait(timeout=PATIENCE)
        except BaseException as problem:
            # The group, so that nothing that the scanner started stays behind.
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            if isinstance(problem, subprocess.TimeoutExpired):
                raise Unavailable(f"{argv[0]} timed out after {PATIENCE} s") from None
            raise
    try:
        wall, cpu, peak, code = json.loads(meter.read_text())
    except (OSError, ValueError):
        raise Unavailable(f"{argv[0]} did not run") from None
    return output.read_bytes(), wall, cpu, peak, code


# A process of its own, so that the figures of its children are those of one scanner.
METER = """
import json, resource, subprocess, sys, time
begun = time.perf_counter()
code = subprocess.run(sys.argv[2:], stdin=subprocess.DEVNULL).returncode
wall = time.perf_counter() - begun
use = resource.getrusage(resource.RUSAGE_CHILDREN)
with open(sys.argv[1], "w") as file:
    json.dump([wall, use.ru_utime + use.ru_stime, use.ru_maxrss / 1024, code], file)
"""


def read_sarif(document: dict, folder: Path) -> tuple:
    """Results and notifications of a SARIF log."""
    findings, notices = [], []
    for run in document["runs"]:
        rules = {rule["id"]: rule for rule in run["tool"]["driver"].get("rules", [])}
        for result in run.get("results") or []:
            if result.get("suppressions"):
                continue
            rule = result.get("ruleId") or result.get("rule", {}).get("id", "")
            locations = result.get("locations") or []
            if not locations:
                raise ValueError(f"result of {rule} without a location")
            path = [
                sarif_place(step["location"], folder)
                for flow in result.get("codeFlows", [])
                for thread in flow["threadFlows"]
                for step in thread["locations"]
            ]
            findings.append(Finding(
                rule,
                sarif_place(locations[0], folder),
                sarif_cwes(rules.get(rule, {}), result),
                result.get("message", {}).get("text", ""),
                path,
            ))
        for invocation in run.get("invocations", []):
            for notice in invocation.get("toolExecutionNotifications", []):
                notices.append(notice.get("message", {}).get("text", ""))
            if invocation.get("executionSuccessful") is False:
                notices.append("execution was not successful")
    return findings, notices


def sarif_place(location: dict, folder: Path) -> Place:
    physical = location["physicalLocation"]
    region = physical.get("region", {})
    start = region.get("startLine", 1)
    return Place(relative(physical["artifactLocation"]["uri"], folder), start, region.get("endLine", start))


def sarif_cwes(rule: dict, result: dict) -> frozenset:
    tags = rule.get("properties", {}).get("tags", []) + result.get("properties", {}).get("tags", [])
    return cwes_in(" ".join(str(tag) for tag in tags) + json.dumps(rule.get("relationships", [])))


def cwes_in(text: str) -> frozenset:
    return frozenset(int(number) for number in re.findall(r"cwe[-_ /:]*0*(\d+)", text, re.IGNORECASE))


def relative(address: str, folder: Path) -> str:
    """The name of a file as the truth writes it: below the scanned folder, with `/`."""
    name = unquote(urlparse(address).path if address.startswith("file:") else address)
    path = Path(name) if os.path.isabs(name) else folder / name
    for base in (folder, Path.cwd()):
        candidate = Path(name) if os.path.isabs(name) else base / name
        if candidate.exists():
            path = candidate
            break
    try:
        return path.resolve().relative_to(folder).as_posix()
    except ValueError:
        return name


def read_bandit(document: dict, folder: Path) -> tuple:
    findings = [
        Finding(row["test_id"], Place(relative(row["filename"], folder), row["line_number"], row["line_number"]),
                frozenset([row["issue_cwe"]["id"]] if row.get("issue_cwe") else []), row["issue_text"])
        for row in document["results"]
    ]
    return findings, [f"{row['filename']}: {row['reason']}" for row in document["errors"]]


def read_njsscan(document: dict, folder: Path) -> tuple:
    findings = [
        Finding(rule, Place(relative(place["file_path"], folder), *place["match_lines"]),
                cwes_in(body["metadata"].get("cwe", "")), body["metadata"]["description"])
        for part in ("nodejs", "templates")
        for rule, body in document.get(part, {}).items()
        for place in body.get("files", [])
    ]
    return findings, [str(error) for error in document.get("errors", [])]


# What the checks of peers that give no CWE are about, where it is a weakness and not a recommendation.
CHECKS = {
    "CKV_AWS_17": 668, "CKV_AWS_20": 732, "CKV_AWS_45": 798, "CKV_AWS_53": 732, "CKV_AWS_54": 732, "CKV_AWS_55": 732,
    "CKV_AWS_56": 732, "CKV_AWS_57": 732, "CKV_AWS_59": 306, "CKV_AWS_60": 250, "CKV_AWS_61": 250, "CKV_AWS_62": 250,
    "CKV_AWS_63": 250, "CKV_AWS_70": 732, "CKV_AWS_107": 250, "CKV_AWS_108": 250, "CKV_AWS_109": 250, "CKV_AWS_110": 250,
    "CKV_AWS_111": 250, "CKV_AWS_258": 306, "CKV_AWS_274": 250, "CKV_AWS_301": 732, "CKV_AWS_309": 306, "CKV_AWS_363": 1104,
    "CKV_AWS_364": 345, "W2531": 1104, "E2531": 1104, "E2533": 1104, "W2533": 1104,
}


def known(check: str) -> frozenset:
    return frozenset([CHECKS[check]] if check in CHECKS else [])


def read_checkov(document, folder: Path) -> tuple:
    reports = document if isinstance(document, list) else [document]
    findings = [
        Finding(row["check_id"], Place(relative(row["file_path"].lstrip("/"), folder), *row["file_line_range"]), known(row["check_id"]),
                row["check_name"])
        for report in reports
        for row in report.get("results", {}).get("failed_checks", [])
    ]
    return findings, []


def read_cfn_lint(document: list, folder: Path) -> tuple:
    findings = [
        Finding(row["Rule"]["Id"],
                Place(relative(row["Filename"], folder), row["Location"]["Start"]["LineNumber"],
                      row["Location"]["End"]["LineNumber"]), known(row["Rule"]["Id"]), row["Message"])
        for row in document
    ]
    return findings, []


def templates(folder: Path) -> list:
    """Files that look like CloudFormation, for tools that must be told."""
    found = []
    for path in sorted(folder.rglob("*")):
        if path.suffix in {".yaml", ".yml", ".json"} and path.is_file() and "node_modules" not in path.parts:
            head = path.read_text(errors="replace")[:20_000]
            if re.search(r"""^\s*"?Resources"?\s*:""", head, re.MULTILINE) and "AWS::" in path.read_text(errors="replace"):
                found.append(str(path))
    return found


# Name: arguments, reader, exit codes that mean "it ran".
TOOLS = {
    "buckler": (lambda _: ["scan", "--format", "sarif", "{folder}"], read_sarif, {0, 1, 3}),
    "sarif": (lambda _: ["{folder}"], read_sarif, {0, 1}),
    "bandit": (lambda _: ["-r", "-q", "-f", "json", "{folder}"], read_bandit, {0, 1}),
    "njsscan": (lambda _: ["--json", "{folder}"], read_njsscan, {0, 1}),
    "checkov": (lambda _: ["-d", "{folder}", "-o", "json", "--quiet", "--compact", "--skip-download", "--framework",
                           "cloudformation", "serverless"], read_checkov, {0, 1}),
    "cfn-lint": (lambda folder: ["--format", "json", "--", *templates(folder)], read_cfn_lint, {0, 2, 4, 6, 8, 10, 12, 14}),
    "foxguard": (lambda _: ["--format", "sarif", "{folder}"], read_sarif, {0, 1}),
}
MAY_BE_SILENT = {"cfn-lint"}


def program(tool: str, given: str | None) -> str:
    """The program of a tool: as given on the command line, or on the path."""
    found = shutil.which(given or tool)
    if not found:
        raise Unavailable(f"`{given or tool}` is not a program here")
    return os.path.abspath(found)
