"""Figures of single crates: runs their criterion benches and the command, and makes tables of the medians."""
import json
import os
import subprocess
import time

BENCHES = ["buckler-events", "buckler-engine"]


def micro_tables(root, progress):
    """Markdown tables of all criterion benches and of `buckler check`."""
    pages = []
    target = os.environ.get("CARGO_TARGET_DIR", os.path.join(root, "target"))
    for package in BENCHES:
        progress(f"criterion: {package}")
        begun = time.time()
        subprocess.run(["cargo", "bench", "--quiet", "-p", package, "--benches"], cwd=root, check=True,
                       stdout=subprocess.DEVNULL)
        pages.append(criterion_table(package, os.path.join(target, "criterion"), begun))
    pages.append(check_table(root, target, progress))
    return pages


def criterion_table(package, folder, since):
    rows = []
    for path, _, files in sorted(os.walk(folder)):
        if os.path.basename(path) != "new" or "estimates.json" not in files:
            continue
        estimates = os.path.join(path, "estimates.json")
        if os.path.getmtime(estimates) < since:
            continue
        with open(estimates) as file:
            nanoseconds = json.load(file)["median"]["point_estimate"]
        rows.append((os.path.relpath(os.path.dirname(path), folder), nanoseconds))
    if not rows:
        raise SystemExit(f"the benches of {package} measured nothing")
    lines = [f"### Micro-benchmarks, `{package}` (medians, in a loop)", "", "| bench | time |", "|---|---|"]
    lines += [f"| {name} | {human(nanoseconds)} |" for name, nanoseconds in rows]
    return "\n".join(lines) + "\n"


def human(nanoseconds):
    for unit, size in (("ms", 1e6), ("µs", 1e3)):
        if nanoseconds >= size:
            return f"{nanoseconds / size:.2f} {unit}"
    return f"{nanoseconds:.0f} ns"


def check_table(root, target, progress):
    """Throughput of `buckler check` on short SQL, one core."""
    progress("buckler check: throughput")
    lines = 300_000
    rows = []
    for number in range(lines):
        name = f"customer-{number % 977}"
        rows.append(json.dumps({"id": str(number), "kind": "sql", "dialect": "postgres",
                                "operation": f"SELECT id, total FROM orders WHERE customer = '{name}' LIMIT 20",
                                "inputs": [name]}))
    text = ("\n".join(rows) + "\n").encode()
    command = os.path.join(target, "release/buckler")
    best = []
    for _ in range(5):
        begun = time.perf_counter()
        done = subprocess.run(["taskset", "-c", "0", command, "check"], input=text, stdout=subprocess.PIPE, check=True)
        best.append(lines / (time.perf_counter() - begun))
        if done.stdout.count(b"\n") != lines:
            raise SystemExit("buckler check did not answer every line")
    best.sort()
    return f"### `buckler check`\n\n{best[2]:,.0f} lines of short SQL a second on one core (median of 5 runs of {lines:,} lines).\n"
