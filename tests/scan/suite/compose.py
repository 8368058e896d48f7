"""Composes annotated cases, one weakness or its harmless twin a file, from the parts in the TOML files beside this one.

    compose.py LANGUAGE FOLDER     writes the cases of `python` or `javascript` into an empty folder
    compose.py --list              writes <language>.tsv anew: what each case is made of, and whether it is a hole

The same parts give the same cases. Choices come from a digest of the case's number and not from a random generator.
"""

import hashlib
import re
import shutil
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
LANGUAGES = ("python", "javascript")
# Share of safe cases by what makes them safe; what a class does not have falls to the others.
REASONS = ("flow", "sink", "flow", "sink", "source")


@dataclass(frozen=True)
class Case:
    """One file, and the truth about it."""
    name: str
    weakness: str
    hole: bool
    frame: dict
    source: dict
    flow: dict
    sink: dict

    def row(self) -> str:
        truth = "hole" if self.hole else "safe"
        return "\t".join([self.name, self.weakness, truth, *(part["name"] for part in (self.frame, self.source, self.flow, self.sink))])


class Parts:
    """The parts of one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        main = tomllib.loads((HERE / f"{language}.toml").read_text())
        ends = tomllib.loads((HERE / f"{language}-sinks.toml").read_text())
        self.settings = main["language"]
        self.frames, self.sources, self.flows = main["frame"], main["source"], main["flow"]
        self.classes, self.sinks = ends["class"], ends["sink"]

    def cases(self) -> list:
        found, number, total = [], 0, {}
        for weakness in self.classes:
            uses = Uses({}, total)
            for index in range(weakness["cases"]):
                number += 1
                found.append(self.case(weakness["name"], index, number, uses))
        return found

    def case(self, weakness: str, index: int, number: int, uses: "Uses") -> Case:
        hole = index % 2 == 0
        turn = f"{self.language}/{weakness}/{index}"
        sinks = [sink for sink in self.sinks if sink["class"] == weakness]
        own = any(sink.get("own") for sink in sinks)
        reason = None if hole else "sink" if own else REASONS[(index // 2) % len(REASONS)]
        safe_sinks = [sink for sink in sinks if sink.get("safe", False)]
        sink = least_used(safe_sinks if reason == "sink" else [sink for sink in sinks if not sink.get("safe")], turn, uses)
        frames = [frame for frame in self.frames if frame["name"] in sink.get("frames", [frame["name"]])]
        frame = weighted(frames, turn + "/frame")
        sources = [part for part in self.sources if frame["name"] in part["frames"] and allowed(part, weakness)]
        flows = [part for part in self.flows if allowed(part, weakness) and frame["name"] in part.get("frames", [frame["name"]])]
        if reason == "source" and not any(part.get("safe") for part in sources):
            reason = "flow"
        source = least_used([part for part in sources if bool(part.get("safe")) == (reason == "source")], turn, uses)
        flow = least_used([part for part in flows if bool(part.get("safe")) == (reason == "flow")], turn, uses)
        return Case(f"case_{number:04}", weakness, hole, frame, source, flow, sink)

    def text(self, case: Case) -> str:
        parts = (case.frame, case.source, case.flow, case.sink)
        imports = sorted({line for part in parts for line in part.get("imports", [])})
        names = list(self.settings.get("names", ["given", "passed"]))
        body = [
            filled(case.source["code"], out=names[0]),
            filled(case.flow["code"], **{"in": names[0], "out": names[1]}),
            filled(case.sink["code"], value=names[1], done=case.frame.get("done", self.settings.get("done", {}).get(case.frame["name"], ""))),
        ]
        lines = "\n".join(part.strip("\n") for part in body).split("\n")
        depth = re.search(r"^( *)@body(_deeper)?$", case.frame["text"], re.MULTILINE)
        indent = depth.group(1) + " " * self.settings["indent"] * (2 if depth.group(2) else 1)
        arguments = case.source.get("arguments", "")
        frame = filled(case.frame["text"].strip("\n"), **{
            "body": "\n".join(indent + line if line else "" for line in lines),
            "body_deeper": "\n".join(indent + line if line else "" for line in lines),
            "name": case.name,
            "route": case.source.get("route", ""),
            "arguments": arguments,
            "arguments_more": ", " + arguments if arguments else "",
            "argument_names": re.sub(r"[:=][^,]*", "", arguments),
        }).replace(depth.group(1) + indent, indent)
        defs = [part["defs"].strip("\n") for part in parts if "defs" in part]
        spaces = "\n" * (self.settings["indent"] // 2 + 1)
        blocks = ["\n".join(imports), *defs, frame]
        return spaces.join(block for block in blocks if block).replace("@@", "@") + "\n"


def allowed(part: dict, weakness: str) -> bool:
    return weakness in part.get("for", [weakness]) and weakness not in part.get("not", [])


def filled(text: str, **values: str) -> str:
    names = "|".join(sorted(values, key=len, reverse=True))
    return re.sub(rf"(?<!@)@({names})\b", lambda found: values[found.group(1)], text)


def digest(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")


def weighted(parts: list, turn: str) -> dict:
    wheel = [part for part in parts for _ in range(part.get("weight", 1))]
    return wheel[digest(turn) % len(wheel)]


@dataclass(frozen=True)
class Uses:
    """How often each part was taken: by one class, and by all."""
    own: dict
    total: dict


def least_used(parts: list, turn: str, uses: Uses) -> dict:
    """One of the parts that this class used least: every part gets its turn, in an order that looks like none."""
    def rank(part: dict) -> tuple:
        name, weight = part["name"], part.get("weight", 1)
        return uses.own.get(name, 0) / weight, uses.total.get(name, 0) / weight, digest(f"{turn}/{name}")

    chosen = min(parts, key=rank)
    for counts in (uses.own, uses.total):
        counts[chosen["name"]] = counts.get(chosen["name"], 0) + 1
    return chosen


def write(language: str, folder: Path) -> list:
    """Writes all cases of a language below `folder` and returns them."""
    parts = Parts(language)
    shutil.copytree(HERE / f"{language}-helpers", folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
    target = folder / "cases"
    target.mkdir(parents=True, exist_ok=True)
    cases = parts.cases()
    for case in cases:
        (target / (case.name + parts.settings["ending"])).write_text(parts.text(case))
    return cases


def listing(language: str) -> str:
    """One row a case. The file is kept, so that a change of the parts shows which cases it changed."""
    head = "case\tclass\ttruth\tframe\tsource\tflow\tsink\n"
    return head + "".join(case.row() + "\n" for case in Parts(language).cases())


def main() -> int:
    if sys.argv[1:] == ["--list"]:
        for language in LANGUAGES:
            (HERE / f"{language}.tsv").write_text(listing(language))
        return 0
    if len(sys.argv) != 3 or sys.argv[1] not in LANGUAGES:
        print(__doc__, file=sys.stderr)
        return 2
    print(f"{len(write(sys.argv[1], Path(sys.argv[2])))} cases")
    return 0


if __name__ == "__main__":
    sys.exit(main())
