#!/usr/bin/env python3
"""Whole-product figures: no agent, no agent again, Buckler and peers, side by side in one run.

    run.py [--quick] [--node PATH=NAME]... [--skip-micro] [--write]

Prints tables on standard output and progress on standard error. `--write` puts them into docs/benchmarks.md.
A peer that does not install or does not answer fails the run. Talks to 127.0.0.1 only.
"""
import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass, field

from micro import micro_tables
from runtime_api import Environment, Failed

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
TOOLS = os.environ.get("BUCKLER_TOOLS", os.path.expanduser("~/.cache/buckler/tools"))
AGENT = os.path.join(ROOT, "agents/node/dist/preload.cjs")
CLIENT = os.path.join(ROOT, "crates/buckler-local/src/client/node.cjs")
PAUSE = 0.003


@dataclass
class Variant:
    """One way to run a handler: what is attached, and how."""
    name: str
    features: str
    module: str = "app"
    env: dict = field(default_factory=dict)
    redirect: str = ""


VARIANTS = [
    Variant("no agent", "–"),
    Variant("no agent again", "– (shows the noise)"),
    Variant("Buckler", "all detectors, mode block", env={"NODE_OPTIONS": f"--require={AGENT}", "BUCKLER_MODE": "block"}),
    Variant("@aikidosec/firewall", "Lambda mode (handler edited), blocking on, no token", module="zen",
            env={"AIKIDO_BLOCK": "true", "AIKIDO_DISABLE": ""}),
    Variant("dd-trace", "AppSec and tracing on, by datadog-lambda-js, no extension", redirect="datadog-lambda-js/dist/handler.handler",
            env={"DD_TRACE_ENABLED": "true", "DD_APPSEC_ENABLED": "true", "DD_FLUSH_TO_LOG": "true",
                 "DD_INSTRUMENTATION_TELEMETRY_ENABLED": "false", "DD_REMOTE_CONFIGURATION_ENABLED": "false"}),
]


@dataclass
class Setup:
    """A Node.js and the client that runs the handler in it."""
    node: str
    label: str
    client: str      # "ours" or "official"

    def argv(self, handler):
        if self.client == "ours":
            return [self.node, CLIENT]
        major = int(subprocess.run([self.node, "-p", "process.versions.node.split('.')[0]"], capture_output=True, text=True).stdout)
        if major < 22:
            return [self.node, f"{TOOLS}/ric-3/node_modules/aws-lambda-ric/bin/index.mjs", handler]
        return [self.node, f"{TOOLS}/ric-4/node_modules/aws-lambda-ric/index.mjs"]


def start(setup, variant, handler):
    folder = os.path.join(HERE, "handlers", handler)
    name = f"{variant.module}.handler"
    env = {key: value for key, value in os.environ.items() if key in ("PATH", "HOME", "LANG")}
    env.update(AWS_LAMBDA_FUNCTION_NAME="bench", AWS_LAMBDA_FUNCTION_VERSION="1", AWS_LAMBDA_FUNCTION_MEMORY_SIZE="512",
               AWS_REGION="eu-west-1", AWS_EXECUTION_ENV="AWS_Lambda_nodejs20.x", LAMBDA_TASK_ROOT=folder,
               AWS_LAMBDA_LOG_GROUP_NAME="/aws/lambda/bench", AWS_LAMBDA_LOG_STREAM_NAME="1",
               NODE_PATH=os.path.join(HERE, "peers/node_modules"), _HANDLER=name)
    env.update(variant.env)
    if variant.redirect:
        name = os.path.join("node_modules", variant.redirect)
        env.update(DD_LAMBDA_HANDLER=f"{variant.module}.handler", _HANDLER=name)
    return Environment(setup.argv(name), env, folder)


def event():
    with open(os.path.join(HERE, "handlers/event.json"), "rb") as file:
        return json.dumps(json.load(file)).encode()


def check(body, variant, handler):
    answer = json.loads(body)
    if answer.get("statusCode") != 200:
        raise Failed(f"{variant.name} on {handler} answered {body[:200]!r}")


def cold_starts(setup, handler, rounds, progress):
    """Milliseconds from the start of the process to the first answer, by variant; variants take turns."""
    taken = {variant.name: [] for variant in VARIANTS}
    first = event()
    for number in range(rounds):
        for variant in VARIANTS:
            environment = start(setup, variant, handler)
            try:
                _, body = environment.invoke(first, 1)
                taken[variant.name].append((time.perf_counter_ns() - environment.started) / 1e6)
                check(body, variant, handler)
            finally:
                environment.close()
        progress(f"{setup.label}, {handler}: cold start {number + 1} of {rounds}")
    return taken


def invocations(setup, handler, calls, rounds, progress):
    """Microseconds of each warm invocation, and memory after the last, by variant; variants take turns."""
    taken = {variant.name: [] for variant in VARIANTS}
    memory = {variant.name: [] for variant in VARIANTS}
    one = event()
    for number in range(rounds):
        for variant in VARIANTS:
            environment = start(setup, variant, handler)
            try:
                for call in range(calls):
                    time.sleep(PAUSE)
                    environment.deadline = time.monotonic() + 30
                    nanoseconds, body = environment.invoke(one, call + 1)
                    if call >= calls // 5:
                        taken[variant.name].append(nanoseconds / 1e3)
                check(body, variant, handler)
                memory[variant.name].append(environment.memory() / 1e6)
            finally:
                environment.close()
            progress(f"{setup.label}, {handler}: {calls} calls, round {number + 1} of {rounds}, {variant.name}")
    return taken, memory


def percentile(values, share):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def paired_ratio(values, base):
    return statistics.median(one / other for one, other in zip(values, base))


def table(title, rows, columns):
    lines = [f"### {title}", "", "| " + " | ".join(columns) + " |", "|" + "---|" * len(columns)]
    lines += ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def cold_table(setup, handler, taken):
    base = taken["no agent"]
    rows = []
    for variant in VARIANTS:
        values = taken[variant.name]
        median = statistics.median(values)
        rows.append([variant.name, f"{median:.1f}", f"×{paired_ratio(values, base):.2f}",
                     f"{median - statistics.median(base):+.1f}"])
    return table(f"Cold start, {handler} handler, {setup.label}", rows, ["variant", "median ms", "paired ratio", "added ms"])


def warm_table(setup, handler, taken, memory):
    base, base_memory = taken["no agent"], statistics.median(memory["no agent"])
    rows = []
    for variant in VARIANTS:
        values = taken[variant.name]
        p50, p99 = statistics.median(values), percentile(values, 0.99)
        resident = statistics.median(memory[variant.name])
        rows.append([variant.name, f"{p50:.0f}", f"{p50 - statistics.median(base):+.1f}", f"{p99:.0f}",
                     f"{p99 - percentile(base, 0.99):+.0f}", f"{resident:.1f}", f"{resident - base_memory:+.1f}"])
    columns = ["variant", "p50 µs", "added p50", "p99 µs", "added p99", "RSS MB", "added MB"]
    return table(f"Per invocation in place, {handler} handler, {setup.label}", rows, columns)


def install(folder):
    path = os.path.join(HERE, folder)
    done = subprocess.run(["npm", "install", "--no-audit", "--no-fund", "--no-package-lock", "--loglevel=error"], cwd=path,
                          stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    with open(os.path.join(path, "package.json")) as file:
        wanted = json.load(file)["dependencies"]
    missing = [name for name in wanted if not os.path.isdir(os.path.join(path, "node_modules", name))]
    if done.returncode or missing:
        raise SystemExit(f"benchmarks/{folder} did not install ({', '.join(missing)}): {done.stderr.strip()[-400:]}")
    versions = {}
    for name in wanted:
        with open(os.path.join(path, "node_modules", name, "package.json")) as file:
            versions[name] = json.load(file)["version"]
    return versions


def redirect_folder(handler):
    """The peers' documented handler path begins with node_modules in the function's folder."""
    link = os.path.join(HERE, "handlers", handler, "node_modules")
    if not os.path.islink(link):
        os.symlink(os.path.join(HERE, "peers/node_modules"), link)


def version_of(node):
    return subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout.strip()


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--quick", action="store_true", help="few rounds: to see that it works, not to quote")
    parser.add_argument("--skip-micro", action="store_true")
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks.md")
    options = parser.parse_args()
    for needed in (AGENT, CLIENT):
        if not os.path.exists(needed):
            raise SystemExit(f"{needed} is missing: run `make addon` first")
    versions = {**install("peers"), **install("handlers")}
    for handler in ("empty", "sql-file"):
        redirect_folder(handler)
    nodes = [("node", version_of("node"))]
    newer = f"{TOOLS}/node-24/node_modules/node/bin/node"
    nodes.append((newer, version_of(newer)))
    setups = [Setup(path, f"Node {version}, our client", "ours") for path, version in nodes]
    setups += [Setup(path, f"Node {version}, aws-lambda-ric", "official") for path, version in nodes]
    cold_rounds, calls, rounds = (4, 60, 1) if options.quick else (40, 650, 3)
    pages = [introduction(versions, nodes, cold_rounds, calls, rounds)]
    for setup in setups:
        for handler in ("sql-file", "empty"):
            pages.append(cold_table(setup, handler, cold_starts(setup, handler, cold_rounds, progress)))
            pages.append(warm_table(setup, handler, *invocations(setup, handler, calls, rounds, progress)))
    if not options.skip_micro:
        pages += micro_tables(ROOT, progress)
    print(file=sys.stderr)
    text = "\n".join(pages)
    print(text)
    if options.write:
        with open(os.path.join(ROOT, "docs/benchmarks.md"), "w") as file:
            file.write(text)
    return 0


def introduction(versions, nodes, cold_rounds, calls, rounds):
    packages = ", ".join(f"{name} {version}" for name, version in sorted(versions.items()))
    features = "\n".join(f"- **{variant.name}**: {variant.features}" for variant in VARIANTS)
    return f"""# Benchmarks

Made by `{' '.join(['python3 benchmarks/run.py', *sys.argv[1:]])}` on {time.strftime('%Y-%m-%d')}; {os.cpu_count()} shared cores, {platform.machine()}, Linux {platform.release().split('-')[0]};
{', '.join(f'Node {version}' for _, version in nodes)}; {packages}.

Variants take turns within one run, so that a machine whose speed drifts treats them alike: {cold_rounds} cold starts each, and
{rounds} environments of {calls} calls each with {PAUSE * 1000:.0f} ms of sleep between calls (a loop without sleep keeps caches warm and flatters).
Ratios are medians of pairs. Cold start is from the start of the process to the first answer.

{features}
"""


def progress(text):
    if sys.stderr.isatty():
        print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Failed as failure:
        sys.exit(f"bench: {failure}")
