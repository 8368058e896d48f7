"""The result as a table on the terminal and as docs/compat.md."""

import datetime
from itertools import groupby

# Differences of one kind that the page shows of one run.
LISTED = 5


def table(results: list) -> str:
    """One line per event, then what an application printed and left behind."""
    lines = []
    for result in results:
        lines.append(f"{result['application']}, Node {result['node']}")
        if "problem" in result:
            lines.append(f"  FAILED    {result['problem']}")
            continue
        for row in result["events"]:
            lines.append(f"  {verdict(row):<9} {row['function']}  {row['trigger']}  {row['without']} | {row['with']}")
            lines += [f"            {difference}" for difference in row["differences"]]
            lines += [f"            finding: {finding}" for finding in row["findings"]]
            if not row["live"]:
                lines.append(f"            UNPROTECTED: {row['reason']}")
        for name in ("logs", "state"):
            differences = result[name]["differences"]
            lines.append(f"  {'DIFFERENT' if differences else 'same':<9} {beside(name, result[name]['count'])}")
            lines += [f"            {difference}" for difference in differences]
    return "\n".join(lines)


def beside(name: str, count: int) -> str:
    return f"log lines ({count})" if name == "logs" else f"tables, buckets and queues ({count})"


def verdict(row: dict) -> str:
    return "same" if row["same"] else "DIFFERENT"


def passed(result: dict) -> bool:
    """Equal in everything, no finding, a live agent throughout."""
    if "problem" in result:
        return False
    beside_same = not result["logs"]["differences"] and not result["state"]["differences"]
    return beside_same and all(row["same"] and row["live"] and not row["findings"] for row in result["events"])


def summary(results: list) -> str:
    events = [row for result in results for row in result.get("events", [])]
    applications = {result["application"] for result in results}
    repositories = {result["repository"] for result in results}
    nodes = sorted({result["node"] for result in results})
    good = sum(passed(result) for result in results)
    return (
        f"{len(applications)} applications from {len(repositories)} repositories, Node {' and '.join(nodes)}: "
        f"{len(events)} events, {sum(row['same'] for row in events)} answered the same with and without Buckler, "
        f"{sum(len(row['findings']) for row in events)} findings; {good} of {len(results)} runs without a difference"
    )


def markdown(results: list, apps: dict, versions: dict) -> str:
    """docs/compat.md."""
    out = [HEAD, f"{summary(results)}.", "", "| | |", "|---|---|"]
    out += [f"| {name} | {value} |" for name, value in versions.items()]
    out += [f"| date | {datetime.date.today().isoformat()} |", ""]
    for name, runs in groupby(results, key=lambda result: result["application"]):
        out += application(apps[name], list(runs))
    return "\n".join(out).rstrip() + "\n"


def application(app: dict, runs: list) -> list:
    address = f"https://github.com/{app['repository']}/tree/{app['commit']}/{app.get('folder', '')}".rstrip("/")
    place = f"[{app['repository']}](<{address}>) at `{app['commit'][:12]}`."
    out = [f"## {app['name']}", "", f"{place} {app.get('about', '')}".rstrip(), ""]
    out += ["| function | trigger | Node | without | with | equal | findings |", "|---|---|---|---|---|---|---|"]
    served = [run for run in runs if "problem" not in run]
    for rows in zip(*(run["events"] for run in served), strict=True):
        for cells, nodes in merged(rows, served):
            out.append(f"| {cells[0]} | {cells[1]} | {', '.join(nodes)} | {' | '.join(cells[2:])} |")
    out.append("")
    out += [f"Node {run['node']}: failed: {run['problem']}\n" for run in runs if "problem" in run]
    for run in served:
        out.append(f"- Node {run['node']}: {'; '.join(besides(run, name) for name in ('logs', 'state'))}")
        out += [f"  - finding: {escape(finding)}" for row in run["events"] for finding in row["findings"]]
        differences = (difference for name in ("logs", "state") for difference in run[name]["differences"][:LISTED])
        out += [f"  - {escape(difference)}" for difference in differences]
    return [*out, "", *[f"{note}\n" for note in app.get("notes", [])]]


def besides(run: dict, name: str) -> str:
    return f"{beside(name, run[name]['count'])}: {'different' if run[name]['differences'] else 'equal'}"


def merged(rows: tuple, runs: list) -> list:
    """Rows of one event, those of Node versions that say the same in one."""
    found = {}
    for row, run in zip(rows, runs, strict=True):
        cells = (row["function"], escape(row["trigger"]), row["without"], row["with"], equal(row))
        found.setdefault((*cells, str(len(row["findings"]))), []).append(run["node"])
    return list(found.items())


def equal(row: dict) -> str:
    if not row["live"]:
        return f"UNPROTECTED: {escape(row['reason'])}"
    return "yes" if row["same"] else f"no: {escape('; '.join(row['differences']))}"


def escape(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


HEAD = """# Real applications

Public serverless applications, run by `buckler run` as they are, once with `--mode off` and once with `--mode block`.
Each function gets an event of each of its triggers, with ordinary but lively values: names with apostrophes, prose,
addresses, JSON in JSON. Compared are status, headers and body of each answer, every line that the functions print, and
everything that they leave in tables, buckets and queues; times, identifiers, signatures, ports and the frames of stack
traces apart. A failure of an application itself (a service that has no local stand-in, say) stays in the table: it has
to be the same failure. The AWS services are played by moto on loopback, and everything runs in a network namespace that
has loopback alone.

This page is written by `make compat` with `--write`:

    make build addon
    python3 tests/compat/run.py --write

It needs root (or user namespaces) for the network namespace, Node 20 and 24, git, npm and Python 3.11. Code and
packages are fetched once into `~/.cache/buckler/compat`. Where GitHub is out of reach, `BUCKLER_COMPAT_SOURCES` names a
folder of bare clones (`OWNER+NAME.git` or `OWNER+NAME/repo`). `--only NAME` runs one application, `--json` prints
everything. The applications, their commits and the events are data: `tests/compat/apps.json`.
"""
