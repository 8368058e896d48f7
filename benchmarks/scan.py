#!/usr/bin/env python3
"""Figures of `buckler scan` and its peers: what they cost, and what they find where the truth is known.

    scan.py [--quick] [--only PART]... [--buckler PATH] [--write]

Installs the peers into a virtual environment of its own; one that does not install fails the run. The free repositories
are cloned, or taken from a folder of bare clones, OWNER+NAME.git or OWNER+NAME/repo, named by BUCKLER_SCAN_SOURCES.
Prints tables on standard output and progress on standard error; `--write` puts them into docs/benchmarks-scan.md.
"""

import argparse
import io
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tarfile
import tempfile
import time
from pathlib import Path
from types import SimpleNamespace

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path[:0] = [str(HERE), str(ROOT / "tests/scan")]

import material  # noqa: E402
import scan_material  # noqa: E402
import score  # noqa: E402
import tools  # noqa: E402

CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "buckler/scan-bench"
SOURCES = "BUCKLER_SCAN_SOURCES"
PEERS = {"bandit": "1.9.4", "njsscan": "1.0.2", "checkov": "3.3.30", "cfn-lint": "1.58.0", "foxguard": "0.14.1"}
CODE, CONFIGURATION = ("bandit", "njsscan", "foxguard"), ("checkov", "cfn-lint")
# Nobody is waited for longer than this on one folder.
PATIENCE = tools.PATIENCE

FREE = {
    "vulnerable functions": [
        "we45/DVFaaS-Damn-Vulnerable-Functions-as-a-Service", "torque59/AWS-Vulnerable-Lambda", "OWASP/NodeGoat", "appsecco/dvna",
    ],
    "wrong configuration": ["bridgecrewio/cfngoat", "bridgecrewio/terragoat"],
    "well-made applications": [
        "aws-samples/aws-serverless-ecommerce-platform", "aws-samples/lambda-refarch-webapp", "aws/aws-sam-cli-app-templates",
        "awslabs/aws-lambda-powertools-python", "awslabs/aws-lambda-powertools-typescript",
    ],
}
# Only the examples are applications; the rest is the library.
PARTS = {"awslabs/aws-lambda-powertools-python": "examples", "awslabs/aws-lambda-powertools-typescript": "examples"}


def main() -> int:
    options = arguments()
    try:
        commands = {"buckler": tools.program("buckler", str(options.buckler)), **install_peers()}
        rounds = 1 if options.quick else 3
        parts = {
            "applications": lambda: applications(commands, rounds),
            "large": lambda: large(commands, options.quick),
            "truth": lambda: truth(commands),
            "free": lambda: free(commands),
        }
        wanted = options.only or [part for part in parts if not (options.quick and part == "free")]
        pages = [introduction(options, rounds), *(parts[part]() for part in wanted)]
    except (tools.Unavailable, material.Wrong) as problem:
        print(f"scan bench: {problem}", file=sys.stderr)
        return 1
    text = "\n".join(pages)
    print(text)
    if options.write:
        (ROOT / "docs/benchmarks-scan.md").write_text(text)
    return 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--buckler", type=Path, default=ROOT / "target/release/buckler", help="the command to measure")
    parser.add_argument("--quick", action="store_true", help="to see that everything runs; its figures are not for quoting")
    parser.add_argument("--only", action="append", choices=("applications", "large", "truth", "free"), help="measure this part")
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks-scan.md")
    return parser.parse_args()


def install_peers() -> dict:
    """The peers' programs, in one virtual environment each: their requirements contradict each other."""
    found = {}
    for name, version in PEERS.items():
        folder = CACHE / "peers" / f"{name}-{version}"
        if not (folder / "bin" / name).exists():
            say(f"installing {name} {version}")
            shutil.rmtree(folder, ignore_errors=True)
            for command in ([sys.executable, "-m", "venv", str(folder)],
                            [str(folder / "bin/pip"), "install", "--quiet", f"{name}=={version}"]):
                done = subprocess.run(command, capture_output=True, text=True, check=False)
                if done.returncode:
                    shutil.rmtree(folder, ignore_errors=True)
                    raise tools.Unavailable(f"{name} {version} does not install: {done.stderr.strip()[-400:]}")
        found[name] = tools.program(name, str(folder / "bin" / name))
    # njsscan starts another program that it looks for on the path.
    os.environ["PATH"] = os.pathsep.join([os.environ["PATH"], str(CACHE / "peers" / f"njsscan-{PEERS['njsscan']}" / "bin")])
    return found


def applications(commands: dict, rounds: int) -> str:
    """Cost on the application of 26 functions and on that of 2."""
    folders = {app.functions: app.folder for app in material.applications("vulnerable") if app.functions in (2, 26)}
    rows = []
    for functions, folder in sorted(folders.items(), reverse=True):
        runs = {name: [] for name in commands}
        for number in range(rounds):
            for name, command in commands.items():
                say(f"{functions} functions: {name}, round {number + 1} of {rounds}")
                runs[name].append(scanned(name, command, folder))
        rows += [[f"{functions} functions", name, *cost(found), str(len(found[0].findings))] for name, found in runs.items()]
    rows.append(["26 functions of another application", "semgrep (quoted, not measured here)", "–", "102", "274", "–"])
    return table("One application, code and configuration", ["application", "scanner", "wall s", "CPU s", "peak MB", "findings"], rows)


def large(commands: dict, quick: bool) -> str:
    """Cost on a repository of 3,000 source files and 600 templates, and on a half and a quarter of it."""
    rows = []
    for services in (15, 30) if quick else (150, 300, 600):
        with tempfile.TemporaryDirectory() as scratch:
            counts = scan_material.write(Path(scratch), services)
            label = f"{counts['files']:,} files, {counts['lines']:,} lines, {counts['templates']} templates"
            for name in ("buckler", "foxguard", "bandit", *(() if services > 150 else ("njsscan", "checkov", "cfn-lint"))):
                say(f"{label}: {name}")
                if name == "buckler":
                    runs = [scanned(name, commands[name], Path(scratch)) for _ in range(1 if quick else 3)]
                    rows.append([label, name, *cost(runs), str(len(runs[0].findings))])
                else:
                    rows.append([label, name, *measured_once(name, commands[name], Path(scratch))])
    columns = ["repository", "scanner", "wall s", "CPU s", "peak MB", "findings"]
    note = ("Python, JavaScript and TypeScript, five files and a template each service, no cache. One service in forty has a\n"
            "command injection. Peers that take minutes are measured on the quarter only.\n")
    return table("A large repository", columns, rows, note)


def truth(commands: dict) -> str:
    """What is found on the material of tests/scan, whose truth is written."""
    options = SimpleNamespace(application=None)
    rows = []
    for name, command in commands.items():
        result = {}
        for part in score.SETS:
            if (part, name) not in NOT_FOR:
                say(f"{part}: {name}")
                result[part] = score.summarized(part, score.SCORERS[part](name, command, options))
        rows.append([name, *(reading(result) for reading in COLUMNS.values())])
    note = ("Found of the core holes and of all, in code and in configuration and roles; precision over both; findings per function on\n"
            "well-made applications; Youden index and findings of another class on the annotated cases; found and wrong on rule tests.\n")
    return table("Where the truth is known", ["scanner", *COLUMNS], rows, note)


# A scanner of one language says nothing about the cases of another.
NOT_FOR = {(part, name) for name, parts in {
    "bandit": ("javascript",), "njsscan": ("python",), "checkov": ("python", "javascript", "rules"),
    "cfn-lint": ("python", "javascript", "rules"),
}.items() for part in parts}


def percent(part: str, figure: str):
    return lambda result: f"{100 * result[part][figure]:.0f} %" if part in result else "–"


def plain(part: str, figure: str, form: str = "{}"):
    return lambda result: form.format(result[part][figure]) if part in result else "–"


COLUMNS = {
    "code core": percent("vulnerable", "code core recall"),
    "code all": percent("vulnerable", "code all recall"),
    "configuration core": percent("vulnerable", "config core recall"),
    "precision": percent("vulnerable", "precision"),
    "a function, well-made": plain("well-made", "findings per function", "{:.2f}"),
    "Python Youden": percent("python", "youden"),
    "other class": plain("python", "other"),
    "Python CPU s": plain("python", "cpu", "{:.2f}"),
    "JavaScript Youden": percent("javascript", "youden"),
    "rules found": percent("rules", "found"),
    "rules wrong": percent("rules", "wrong"),
}


def free(commands: dict) -> str:
    """Cost and number of findings on public repositories, whose truth nobody wrote."""
    rows = []
    for kind, repositories in FREE.items():
        for repository in repositories:
            folder = checkout(repository)
            for name, command in commands.items():
                say(f"{repository}: {name}")
                rows.append([kind, repository, name, *measured_once(name, command, folder)])
    return table("Public repositories", ["kind", "repository", "scanner", "wall s", "CPU s", "peak MB", "findings"], rows)


def measured_once(name: str, command: str, folder: Path) -> list:
    """Cost and number of findings, or what kept a peer from giving any. Buckler has no excuse."""
    try:
        run = scanned(name, command, folder)
    except tools.Unavailable as problem:
        if name == "buckler":
            raise
        return [f"> {PATIENCE}" if "timed out" in str(problem) else "failed", "–", "–", "–"]
    return [*cost([run]), str(len(run.findings))]


def checkout(repository: str) -> Path:
    """The newest files of a repository, in the cache."""
    folder = CACHE / "repositories" / repository.replace("/", "+")
    if not folder.is_dir():
        bare = bare_clone(repository)
        part = PARTS.get(repository)
        command = ["git", "-c", "safe.directory=*", f"--git-dir={bare}", "archive", "--format=tar", "HEAD", *([part] if part else [])]
        done = subprocess.run(command, capture_output=True, check=False)
        if done.returncode:
            raise tools.Unavailable(f"{repository}: {done.stderr.decode(errors='replace').strip()}")
        new = folder.with_suffix(".new")
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir(parents=True)
        with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
            archive.extractall(new, filter="data")
        new.rename(folder)
    return folder


def bare_clone(repository: str) -> Path:
    name = repository.replace("/", "+")
    given = os.environ.get(SOURCES)
    if given:
        for place in (Path(given) / f"{name}.git", Path(given) / name / "repo" / ".git", Path(given) / name / "repo"):
            if (place / "objects").is_dir():
                return place
        raise tools.Unavailable(f"neither {name}.git nor {name}/repo is in {given} ({SOURCES})")
    place = CACHE / "clones" / f"{name}.git"
    if not place.is_dir():
        say(f"cloning {repository}")
        command = ["git", "clone", "--quiet", "--bare", "--depth=1", f"https://github.com/{repository}", str(place)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, "GIT_TERMINAL_PROMPT": "0"})
        if done.returncode:
            raise tools.Unavailable(f"cannot clone {repository}; set {SOURCES} to a folder of bare clones: {done.stderr.strip()}")
    return place


def scanned(name: str, command: str, folder: Path):
    return tools.scan(name, command, folder)


def cost(runs: list) -> list:
    middle = lambda values, digits: f"{statistics.median(values):.{digits}f}"
    return [middle([run.wall for run in runs], 2), middle([run.cpu for run in runs], 2), middle([run.peak_mb for run in runs], 0)]


def table(title: str, columns: list, rows: list, note: str = "") -> str:
    lines = [f"## {title}", "", *([note] if note else []), "| " + " | ".join(columns) + " |", "|" + "---|" * len(columns)]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows)]) + "\n"


def introduction(options, rounds: int) -> str:
    command = " ".join(["python3 benchmarks/scan.py", *(["--quick"] if options.quick else []), *(f"--only {part}" for part in options.only or []), *(["--write"] if options.write else [])])
    peers = ", ".join(f"{name} {version}" for name, version in PEERS.items())
    return f"""# Benchmarks of `buckler scan`

Made by `{command}` on {time.strftime('%Y-%m-%d')}; {os.cpu_count()} shared cores, {platform.machine()}, Linux {platform.release().split('-')[0]},
Python {platform.python_version()}; {peers}.

Scanners take turns; figures are medians of {rounds} runs where several were made. CPU is user and system time of the scanner and all that it
started, peak the largest resident set of one process. Peers run with their default rules and without a network.
The semgrep row is quoted, and was measured on another application of 26 functions.
"""


def say(text: str) -> None:
    if sys.stderr.isatty():
        print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)
    else:
        print(f"scan bench: {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
