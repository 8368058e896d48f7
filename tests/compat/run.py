"""Runs public applications with and without Buckler and compares what they do.

    python3 tests/compat/run.py [--write] [--json] [--only NAME] [--node PATH]… [--buckler PATH]

Fetches what it needs first. Then the applications run in namespaces of their own, with loopback as the only network and
with an empty /tmp. Exit codes: 0 all the same, 1 something differs, a finding, or an application that cannot be had,
2 this machine cannot run it.
"""

import argparse
import json
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import compare
import page
from local_platform import Application, NotServed, Outcome
from sources import Sources, Unavailable

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "buckler/compat"
TOOLS = Path(os.environ.get("BUCKLER_TOOLS") or Path.home() / ".cache/buckler/tools")
NODE_24 = str(TOOLS / "node-24/node_modules/node/bin/node")
# Inside of the namespace no port is taken, and the same ones every time make equal answers.
CLOUD_PORT, FRONT_PORT = 45678, 3000
# Every function's environment. The last two keep the SDKs from printing notices, at any moment, about old versions.
VARIABLES = {
    "AWS_ACCESS_KEY_ID": "local",
    "AWS_SECRET_ACCESS_KEY": "local",
    "AWS_REGION": "us-east-1",
    "AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED": "true",
    "AWS_SDK_JS_SUPPRESS_MAINTENANCE_MODE_MESSAGE": "1",
}


def main() -> int:
    options = arguments()
    if options.inside:
        return inside(json.loads(options.inside.read_text()))
    if options.write and options.only:
        return refuse("--write is for all applications; leave out --only")
    if CACHE.resolve().is_relative_to("/tmp"):
        return refuse(f"the cache must not lie under /tmp, which the applications get empty: {CACHE}")
    sandbox = namespaces()
    if not sandbox:
        return refuse("cannot make a network namespace, and the applications must not reach a network; run it as root")
    try:
        python, plan = prepare(options)
    except Unavailable as problem:
        print(f"compat: {problem}", file=sys.stderr)
        return 1
    path = CACHE / "run/plan.json"
    path.write_text(json.dumps(plan))
    os.execvp(sandbox[0], [*sandbox, str(python), str(HERE / "run.py"), "--inside", str(path)])


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--buckler", type=Path, default=ROOT / "target/release/buckler", help="the command to test")
    parser.add_argument("--node", action="append", help="a Node.js to run on; default: node and Node 24 of .ci/setup")
    parser.add_argument("--only", action="append", metavar="NAME", help="an application; may be given again")
    parser.add_argument("--write", action="store_true", help="write docs/compat.md")
    parser.add_argument("--json", action="store_true", help="print everything as JSON")
    parser.add_argument("--inside", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


def refuse(text: str) -> int:
    print(f"compat: {text}", file=sys.stderr)
    return 2


def say(text: str) -> None:
    print(f"compat: {text}", file=sys.stderr, flush=True)


def namespaces() -> list:
    """The command that starts another without any network but loopback, and with mounts of its own."""
    command = ["unshare", *([] if os.geteuid() == 0 else ["--map-root-user"]), "--net", "--mount", "--"]
    try:
        works = subprocess.run([*command, "true"], capture_output=True, timeout=30, check=False).returncode == 0
    except FileNotFoundError:
        works = False
    return command if works else []


def prepare(options: argparse.Namespace) -> tuple:
    """Everything that needs a network, or the checkout as it is now."""
    catalog = json.loads((HERE / "apps.json").read_text())
    catalog = filled(catalog, {f"${{{name}}}": text for name, text in catalog["texts"].items()})
    apps = [app for app in catalog["applications"] if not options.only or app["name"] in options.only]
    if unknown := set(options.only or ()) - {app["name"] for app in apps}:
        raise Unavailable(f"no application is called {', '.join(sorted(unknown))}; see {HERE / 'apps.json'}")
    tools = copies(options.buckler)
    sources = Sources(CACHE, say)
    python = sources.cloud(catalog["moto"])
    sources.runtime_packages(catalog["runtime_packages"])
    for app in apps:
        app["path"] = str(sources.application(app))
        for event in app["events"]:
            event["payload"] = payload(tools["buckler"], event)
    plan = {
        "apps": apps,
        "nodes": [node(path) for path in options.node or ["node", NODE_24]],
        "write": str(ROOT / "docs/compat.md") if options.write else None,
        "json": options.json,
        "moto": catalog["moto"],
        **tools,
    }
    return python, plan


def filled(value, texts: dict):
    """The same value with the marks in its strings replaced."""
    if isinstance(value, dict):
        return {name: filled(part, texts) for name, part in value.items()}
    if isinstance(value, list):
        return [filled(part, texts) for part in value]
    if isinstance(value, str):
        for mark, text in texts.items():
            value = value.replace(mark, text)
    return value


def copies(buckler: Path) -> dict:
    """Copies of what is tested, out of reach of a build that goes on, and of /tmp."""
    agent = ROOT / "agents/node/dist"
    for path in (buckler, agent / "preload.cjs", agent / "buckler.node"):
        if not path.is_file():
            raise Unavailable(f"{path} is not there; build it with `make build addon`")
    folder = CACHE / "run"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    shutil.copy2(buckler, folder / "buckler")
    shutil.copytree(agent, folder / "agent")
    shutil.copy2(HERE / "preload.cjs", folder)
    return {"buckler": str(folder / "buckler"), "agent": str(folder / "agent"), "preload": str(folder / "preload.cjs")}


def payload(buckler: str, event: dict) -> dict | None:
    """What the function gets: written out, or a sample of `buckler event` with some fields changed."""
    if "sample" not in event:
        return event.get("payload")
    command = [buckler, "event", *event["sample"]]
    answer = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    if answer.returncode:
        raise Unavailable(f"`buckler event {' '.join(event['sample'])}` failed: {answer.stderr.strip()}")
    return merge(json.loads(answer.stdout), event.get("merge", {}))


def merge(value, change):
    """`value` with the fields of `change`, level by level."""
    if not (isinstance(value, dict) and isinstance(change, dict)):
        return change
    return {**value, **{name: merge(value.get(name), part) for name, part in change.items()}}


def node(path: str) -> dict:
    try:
        answer = subprocess.run([path, "--version"], capture_output=True, text=True, timeout=30, check=False)
    except OSError as problem:
        hint = "`.ci/setup` installs Node 24, --node names another"
        raise Unavailable(f"no Node.js at {path} ({problem}); {hint}") from None
    version = answer.stdout.strip().removeprefix("v")
    return {"path": shutil.which(path), "version": version, "major": version.split(".")[0]}


# ---- inside of the namespaces ----


def inside(plan: dict) -> int:
    # It leans on packages that only the Python in here has.
    from cloud import Cloud

    isolate()
    cloud = Cloud(CLOUD_PORT, CACHE / "run/moto.log")
    try:
        results = [both_runs(app, each, cloud, plan) for app in plan["apps"] for each in plan["nodes"]]
    finally:
        cloud.stop()
    report(results, plan)
    return 0 if all(page.passed(result) for result in results) else 1


def isolate() -> None:
    """Raises loopback, makes sure that there is nothing else, and gives the applications an empty /tmp and /opt."""
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    names = [name for _, name in socket.if_nameindex()]
    if names != ["lo"]:
        raise SystemExit(refuse(f"there is more than loopback in here: {', '.join(names)}"))
    for folder in ("/tmp", "/opt"):
        subprocess.run(["mount", "-t", "tmpfs", "tmpfs", folder], check=True)


def both_runs(app: dict, node: dict, cloud, plan: dict) -> dict:
    """What an application does without and with Buckler, and how that differs."""
    say(f"{app['name']} on Node {node['version']}")
    result = {"application": app["name"], "repository": app["repository"], "node": node["major"]}
    try:
        without, protected = (one_run(app, node, mode, cloud, plan) for mode in ("off", "block"))
    except (NotServed, OSError) as problem:
        say(f"{app['name']}: {problem}")
        return {**result, "problem": str(problem)}
    return {**result, **compared(app, without, protected)}


def compared(app: dict, without: dict, protected: dict) -> dict:
    varies = app.get("varies", [])
    functions = sorted({event["function"] for event in app["events"]})
    differences = [
        f"{name}: {line}"
        for name in functions
        for line in compare.logs(without["logs"][name], protected["logs"][name], varies)
    ]
    return {
        "events": [
            row(event, *outcomes, varies)
            for event, *outcomes in zip(app["events"], without["outcomes"], protected["outcomes"], strict=True)
        ],
        "logs": {"count": sum(map(len, without["logs"].values())), "differences": differences},
        "state": {
            "count": len(without["state"]),
            "differences": compare.states(without["state"], protected["state"], varies),
        },
    }


def row(event: dict, without, protected, varies: list) -> dict:
    differences = compare.answers(without, protected, varies)
    protection = protected.record["protection"]
    return {
        "function": event["function"],
        "trigger": event["trigger"],
        "without": without.summary(),
        "with": protected.summary(),
        "same": not differences,
        "differences": differences,
        "findings": [finding["message"] for finding in protected.record["findings"]],
        "live": protection["live"] is True and protection["mode"] == "block",
        "reason": protection["reason"],
        "milliseconds": [without.record["durationMs"], protected.record["durationMs"]],
    }


def one_run(app: dict, node: dict, mode: str, cloud, plan: dict) -> dict:
    """Starts the application, sends every event, and collects all that came of it."""
    clear(Path("/tmp"))
    clear(Path("/opt"))
    for name, text in app.get("layer", {}).items():
        path = Path("/opt") / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        path.chmod(0o755)
    cloud.fill(app.get("cloud", {}))
    errors = CACHE / f"run/{app['name']}-{mode}.log"
    running = Application(command(app, node, mode, cloud, plan), Path(app["path"]), errors)
    try:
        running.start(f"--mode {mode}")
        outcomes = [send(running, event) for event in app["events"]]
    finally:
        running.stop()
    logs = {event["function"]: running.logs(event["function"]) for event in app["events"]}
    return {"outcomes": outcomes, "logs": logs, "state": cloud.state(app.get("cloud", {}))}


def clear(folder: Path) -> None:
    for entry in folder.iterdir():
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        else:
            entry.unlink()


def command(app: dict, node: dict, mode: str, cloud, plan: dict) -> list:
    variables = {
        **VARIABLES,
        "AWS_ENDPOINT_URL": cloud.url,
        "NODE_OPTIONS": f"--require={plan['preload']}",
        **filled(app.get("variables", {}), {"${cloud}": cloud.url}),
    }
    env_file = CACHE / "run/variables.env"
    env_file.write_text("".join(f"{name}={value}\n" for name, value in variables.items()))
    os.environ["BUCKLER_AGENT_DIR"] = plan["agent"]
    template = str(Path(app["path"]) / app.get("template", "template.yaml"))
    options = ["--json", "--no-reload", "--concurrency", "1", "--port", str(FRONT_PORT)]
    options += ["--mode", mode, "--node", node["path"], "--env-file", str(env_file)]
    options += [f"--parameter={name}={value}" for name, value in app.get("parameters", {}).items()]
    return [plan["buckler"], "run", template, *options]


def send(running: Application, event: dict) -> Outcome:
    if "http" not in event:
        return running.invoke(event["function"], event["payload"])
    http = event["http"]
    body = http.get("body")
    text = body if isinstance(body, str) or body is None else json.dumps(body)
    headers = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64)", "Accept": "*/*", **http.get("headers", {})}
    if text is not None:
        headers.setdefault("Content-Type", "application/json")
    data = text.encode() if text is not None else None
    return running.request(event["function"], http["method"], http["path"], headers, data)


def report(results: list, plan: dict) -> None:
    print(json.dumps(results, indent=1) if plan["json"] else page.table(results))
    say(page.summary(results))
    if plan["write"]:
        version = subprocess.run([plan["buckler"], "--version"], capture_output=True, text=True, check=True).stdout
        versions = {
            "Buckler": version.strip().removeprefix("buckler "),
            "Node.js": ", ".join(node["version"] for node in plan["nodes"]),
            "moto": plan["moto"],
            "machine": f"{os.uname().sysname} {os.uname().release} {os.uname().machine}",
        }
        Path(plan["write"]).write_text(page.markdown(results, {app["name"]: app for app in plan["apps"]}, versions))


if __name__ == "__main__":
    sys.exit(main())
