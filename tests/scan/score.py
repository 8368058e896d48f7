#!/usr/bin/env python3
"""Scores a scanner on applications, annotated cases and rule tests whose truth is known.

    score.py [--buckler PATH] [--tool NAME[=PATH]]... [--only SET]... [--misses] [--check] [--json]

Sets: vulnerable, well-made, python, javascript, rules. Exit codes: 0 scored, 1 below a floor (--check), 2 cannot be scored.
"""

import argparse
import json
import sys
import tempfile
import tomllib
from pathlib import Path

import material
import weaknesses
from tools import TOOLS, Unavailable, program, scan

sys.path.insert(0, str(Path(__file__).resolve().parent / "suite"))
import compose  # noqa: E402

HERE = Path(__file__).resolve().parent
SETS = ("vulnerable", "well-made", "python", "javascript", "rules")


def main() -> int:
    options = arguments()
    try:
        results = {}
        for name, command in options.tools:
            results[name] = {part: SCORERS[part](name, command, options) for part in options.only or SETS}
    except (Unavailable, material.Wrong) as problem:
        print(f"score: {problem}", file=sys.stderr)
        return 2
    if options.json:
        print(json.dumps(results, indent=1))
    else:
        report(results, options)
    return below_floors(results) if options.check else 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--buckler", default=str(HERE.parents[1] / "target/release/buckler"), help="the command to score")
    parser.add_argument("--tool", action="append", metavar="NAME[=PATH]", help=f"score this instead: {', '.join(TOOLS)}")
    parser.add_argument("--only", action="append", choices=SETS, help="score this set; may be given again")
    parser.add_argument("--application", metavar="NAME", help="score this application, or folder of rule tests")
    parser.add_argument("--misses", action="store_true", help="tell what was missed and what was wrong, but for the blind third")
    parser.add_argument("--check", action="store_true", help="fail below the floors of floors.toml")
    parser.add_argument("--json", action="store_true", help="print figures as JSON")
    options = parser.parse_args()
    named = [tool.partition("=") for tool in options.tool or [f"buckler={options.buckler}"]]
    for name, _, _ in named:
        if name not in TOOLS:
            parser.error(f"no tool is called {name}")
    try:
        options.tools = [(name, program(name, path or None)) for name, _, path in named]
    except Unavailable as problem:
        parser.exit(2, f"score: {problem}\n")
    return options


def score_vulnerable(tool: str, command: str, options) -> dict:
    total = {"rows": [], "told": []}
    for app in material.applications("vulnerable"):
        if options.application in (None, app.name):
            run = scan(tool, command, app.folder)
            total["rows"].append(judge(app, run, total["told"]))
    return total


def judge(app, run, told: list) -> dict:
    """What a run found of an application's holes, and what it said beside them."""
    hit, quiet, duplicates, wrong, grey = {}, 0, 0, 0, 0
    for finding in run.findings:
        fitting = [hole for hole in app.holes if fits(finding, hole)]
        fresh = [hole for hole in fitting if hole not in hit]
        if fresh:
            hit[min(fresh, key=lambda hole: distance(finding, hole))] = finding
        elif any(finding.place.near(hole.place) and weaknesses.answers(finding.cwes, hole.cwes) for hole in app.grey):
            grey += 1
        elif fitting:
            duplicates += 1
            tell(told, fitting[0], f"again    {app.name}: {place(finding)} {finding.rule}: already told by {place(hit[fitting[0]])} {hit[fitting[0]].rule}")
        else:
            wrong += 1
            near = [line for line in app.quiet if finding.place.near(line.place, 0)]
            quiet += bool(near)
            why = f" (quiet: {near[0].why})" if near else ""
            if not material.blind(f"{app.name}/{place(finding)}"):
                told.append(f"wrong    {app.name}: {place(finding)} {finding.rule} {sorted(finding.cwes)}{why}")
    for hole in app.holes:
        if hole not in hit:
            core = " core" if hole.core else ""
            tell(told, hole, f"missed   {app.name}: {hole.place.file}:{hole.place.start} {hole.kind} {list(hole.cwes)} {hole.layer}{core}: {hole.why}")
    if run.notices:
        told.append(f"notice   {app.name}: {len(run.notices)}: {run.notices[0]}")
    count = lambda wanted: [sum(1 for hole in app.holes if wanted(hole) and hole in hit), sum(map(wanted, app.holes))]
    return {
        "name": app.name, "functions": app.functions,
        "code core": count(lambda hole: hole.layer == "code" and hole.core),
        "code all": count(lambda hole: hole.layer == "code"),
        "config core": count(lambda hole: hole.layer != "code" and hole.core),
        "config all": count(lambda hole: hole.layer != "code"),
        "blind": count(lambda hole: hole.blind),
        "findings": len(run.findings), "right": len(hit), "again": duplicates, "wrong": wrong, "grey": grey, "quiet": quiet,
        "cpu": run.cpu, "wall": run.wall, "peak": run.peak_mb,
    }


def fits(finding, hole) -> bool:
    """Whether a finding tells of a hole: the right weakness, at its line or with its line on the path."""
    places = (hole.place, *hole.others)
    here = any(finding.place.near(place) or any(step.near(place, 0) for step in finding.path) for place in places)
    return here and weaknesses.answers(finding.cwes, hole.cwes)


def distance(finding, hole) -> tuple:
    return finding.place.file != hole.place.file, abs(finding.place.start - hole.place.start), hole.place.start


def place(finding) -> str:
    return f"{finding.place.file}:{finding.place.start}"


def tell(told: list, hole, text: str) -> None:
    if not hole.blind:
        told.append(text)


def score_well_made(tool: str, command: str, options) -> dict:
    total = {"rows": [], "told": []}
    for app in material.applications("well-made"):
        if options.application in (None, app.name):
            run = scan(tool, command, app.folder)
            total["rows"].append({"name": app.name, "functions": app.functions, "findings": len(run.findings),
                                  "cpu": run.cpu, "wall": run.wall, "peak": run.peak_mb})
            for finding in run.findings:
                if not material.blind(f"{app.name}/{place(finding)}"):
                    total["told"].append(f"wrong    {app.name}: {place(finding)} {finding.rule}: {finding.message.splitlines()[0][:140] if finding.message else ''}")
            if run.notices:
                total["told"].append(f"notice   {app.name}: {len(run.notices)}: {run.notices[0]}")
    return total


def score_suite(language: str):
    def score(tool: str, command: str, options) -> dict:
        del options
        parts = compose.Parts(language)
        numbers = {weakness["name"]: frozenset(weakness["cwes"]) for weakness in parts.classes}
        with tempfile.TemporaryDirectory() as scratch:
            cases = compose.write(language, Path(scratch))
            run = scan(tool, command, Path(scratch))
        by_case, outside = {}, 0
        for finding in run.findings:
            stem = Path(finding.place.file).stem
            outside += not stem.startswith("case_")
            by_case.setdefault(stem, []).append(finding)
        rows, told, others = {}, [], outside
        for case in cases:
            found = by_case.get(case.name, [])
            own = [finding for finding in found if finding.cwes & numbers[case.weakness]]
            others += len(found) - len(own)
            row = rows.setdefault(case.weakness, {"name": case.weakness, "found": 0, "holes": 0, "false": 0, "safe": 0, "other": 0})
            row["other"] += len(found) - len(own)
            row["holes" if case.hole else "safe"] += 1
            row["found" if case.hole else "false"] += bool(own)
            if material.blind(f"{language}/{case.name}"):
                continue
            made_of = " ".join(part["name"] for part in (case.frame, case.source, case.flow, case.sink))
            if bool(own) != case.hole:
                told.append(f"{'missed' if case.hole else 'wrong '}   {language}: {case.name} {case.weakness}: {made_of}")
            for finding in found:
                if finding not in own:
                    told.append(f"other    {language}: {case.name} {case.weakness}: {finding.rule} at line {finding.place.start}: {made_of}")
        if outside:
            told.append(f"other    {language}: {outside} findings in helpers")
        if run.notices:
            told.append(f"notice   {language}: {len(run.notices)}: {run.notices[0]}")
        found, holes = sum(row["found"] for row in rows.values()), sum(row["holes"] for row in rows.values())
        false, safe = sum(row["false"] for row in rows.values()), sum(row["safe"] for row in rows.values())
        return {"rows": list(rows.values()), "told": told, "recall": found / holes, "false": false / safe,
                "youden": found / holes - false / safe, "other": others, "cpu": run.cpu, "wall": run.wall, "peak": run.peak_mb}
    return score


def score_rules(tool: str, command: str, options) -> dict:
    total = {"rows": [], "told": []}
    for folder in sorted(path for path in (HERE / "rules").iterdir() if path.is_dir()):
        if options.application not in (None, folder.name):
            continue
        wanted, clean = material.markers(folder)
        run = scan(tool, command, folder)
        used, found = set(), 0
        for marker in wanted:
            hits = [index for index, finding in enumerate(run.findings)
                    if (finding.place.near(marker.place, 0) or any(step.near(marker.place, 0) for step in finding.path))
                    and weaknesses.answers(finding.cwes, marker.cwes)]
            used.update(hits)
            found += bool(hits)
            if not hits and not material.blind(marker.name):
                total["told"].append(f"missed   {folder.name}/{marker.place.file}:{marker.place.start} {marker.kind}")
        wrong = 0
        for marker in clean:
            hits = [index for index, finding in enumerate(run.findings) if finding.place.near(marker.place, 0) and index not in used]
            used.update(hits)
            wrong += bool(hits)
            if hits and not material.blind(marker.name):
                total["told"].append(f"wrong    {folder.name}/{marker.place.file}:{marker.place.start} {run.findings[hits[0]].rule}")
        for index, finding in enumerate(run.findings):
            if index not in used and not material.blind(f"{folder.name}/{place(finding)}"):
                total["told"].append(f"beside   {folder.name}/{place(finding)} {finding.rule}")
        total["rows"].append({"name": folder.name, "found": found, "wanted": len(wanted), "wrong": wrong, "clean": len(clean),
                              "beside": len(run.findings) - len(used), "cpu": run.cpu, "peak": run.peak_mb})
    return total


SCORERS = {
    "vulnerable": score_vulnerable,
    "well-made": score_well_made,
    "python": score_suite("python"),
    "javascript": score_suite("javascript"),
    "rules": score_rules,
}


def report(results: dict, options) -> None:
    for tool, parts in results.items():
        for part, result in parts.items():
            print(f"\n{tool}: {part}")
            table(result["rows"])
            for line in summary(part, result):
                print(line)
            if options.misses:
                print("\n".join(result["told"]))


def table(rows: list) -> None:
    if not rows:
        return
    heads = list(rows[0])
    cells = [[cell(row[head]) for head in heads] for row in rows]
    widths = [max(len(head), *(len(line[index]) for line in cells)) for index, head in enumerate(heads)]
    for line in [heads, *cells]:
        print("  ".join(text.ljust(width) if index == 0 else text.rjust(width) for index, (text, width) in enumerate(zip(line, widths))))


def cell(value) -> str:
    if isinstance(value, list):
        return f"{value[0]}/{value[1]}"
    return f"{value:.2f}" if isinstance(value, float) else str(value)


def summary(part: str, result: dict) -> list:
    figures = summarized(part, result)
    return ["  ".join(f"{name} {value:.3f}" if isinstance(value, float) else f"{name} {value}" for name, value in figures.items())]


def summarized(part: str, result: dict) -> dict:
    """The figures of a set that floors are set for."""
    rows = result["rows"]
    if part == "vulnerable":
        share = lambda name: ratio(sum(row[name][0] for row in rows), sum(row[name][1] for row in rows))
        told = sum(row["right"] + row["wrong"] + row["again"] for row in rows)
        return {
            **{f"{name} recall": share(name) for name in ("code core", "code all", "config core", "config all")},
            "precision": ratio(sum(row["right"] for row in rows), told),
            "quiet": sum(row["quiet"] for row in rows),
            "cpu": sum(row["cpu"] for row in rows),
        }
    if part == "well-made":
        return {"findings per function": ratio(sum(row["findings"] for row in rows), sum(row["functions"] for row in rows), 0.0)}
    if part == "rules":
        return {
            "found": ratio(sum(row["found"] for row in rows), sum(row["wanted"] for row in rows)),
            "wrong": ratio(sum(row["wrong"] for row in rows), sum(row["clean"] for row in rows), 0.0),
            "beside": sum(row["beside"] for row in rows),
        }
    return {name: result[name] for name in ("recall", "false", "youden", "other", "cpu", "peak")}


def ratio(part: int, whole: int, empty: float = 1.0) -> float:
    return part / whole if whole else empty


def below_floors(results: dict) -> int:
    """1 and a line for each figure on the wrong side of its floor or ceiling."""
    floors = tomllib.loads((HERE / "floors.toml").read_text())
    failed = 0
    for parts in results.values():
        for part, result in parts.items():
            figures = summarized(part, result)
            for name, bound in floors.get(part, {}).items():
                kind, _, figure = name.partition(" ")
                value = figures[figure]
                if (kind == "least" and value < bound) or (kind == "most" and value > bound):
                    print(f"score: {part}: {figure} is {value:.3f}, {kind} {bound}", file=sys.stderr)
                    failed = 1
    return failed


if __name__ == "__main__":
    sys.exit(main())
