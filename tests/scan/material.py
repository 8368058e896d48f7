"""The material that scanners are scored on, with the truth about it."""

import hashlib
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

import weaknesses
from tools import Place

HERE = Path(__file__).resolve().parent
MARKER = re.compile(r"(?:#|//) (finding: ([a-z]+)|clean)\b")
SOURCES = {".py", ".js", ".mjs", ".cjs", ".ts", ".tsx", ".jsx"}


class Wrong(Exception):
    """The truth does not fit the material. The text says where."""


@dataclass(frozen=True)
class Row:
    """One line of truth: a hole, something that only looks like one, or something that one may report or not."""
    place: Place
    cwes: tuple
    kind: str
    layer: str
    core: bool
    why: str
    name: str
    others: tuple = ()

    @property
    def blind(self) -> bool:
        return blind(self.name)


@dataclass(frozen=True)
class Application:
    name: str
    folder: Path
    functions: int
    holes: tuple
    quiet: tuple
    grey: tuple


def blind(name: str) -> bool:
    """Whether a row is only counted and never told, so that nothing is built for it. A third are."""
    return hashlib.sha256(name.encode()).digest()[0] % 3 == 0


def applications(kind: str) -> list:
    """The applications of a kind: `vulnerable` or `well-made`."""
    folders = sorted(path.parent for path in (HERE / "apps" / kind).glob("*/truth.toml"))
    return [application(folder) for folder in folders]


def application(folder: Path) -> Application:
    truth = tomllib.loads((folder / "truth.toml").read_text())
    rows = {part: tuple(row(folder, entry) for entry in truth.get(part, [])) for part in ("hole", "quiet", "grey")}
    return Application(folder.name, folder, truth["functions"], rows["hole"], rows["quiet"], rows["grey"])


def row(folder: Path, entry: dict) -> Row:
    """A row of truth. Its place is told by the text of a line, so that it stays right when lines are added above."""
    unknown = set(entry) - {"file", "at", "nth", "to", "or", "cwe", "kind", "in", "core", "why"}
    if unknown:
        raise Wrong(f"{folder.name}: {entry} has {sorted(unknown)}")
    path = folder / entry["file"]
    lines = path.read_text().splitlines()
    start = find(lines, entry["at"], 1, entry.get("nth"), path)
    end = find(lines, entry["to"], start, 1, path) if "to" in entry else start
    return Row(
        Place(entry["file"], start, end),
        tuple(entry.get("cwe", ())),
        entry.get("kind", ""),
        entry.get("in", "code"),
        entry.get("core", False),
        entry["why"],
        f"{folder.name}/{entry['file']}/{entry['at']}/{entry.get('nth', 1)}/{entry.get('kind', '')}",
        tuple(other_place(folder, entry["file"], other) for other in entry.get("or", [])),
    )


def other_place(folder: Path, file: str, text: str) -> Place:
    """Another line at which the same hole may be told: `text`, or `file: text` of another file."""
    named, _, rest = text.partition(": ")
    if (folder / named).is_file():
        file, text = named, rest
    line = find((folder / file).read_text().splitlines(), text, 1, None, folder / file)
    return Place(file, line, line)


def find(lines: list, text: str, first: int, nth, path: Path) -> int:
    found = [number for number, line in enumerate(lines, 1) if text in line and number >= first]
    if not found or (nth is None and len(found) > 1) or len(found) < (nth or 1):
        raise Wrong(f"{path.relative_to(HERE)}: `{text}` is on {len(found)} lines from line {first} on: {found}")
    return found[(nth or 1) - 1]


@dataclass(frozen=True)
class Marker:
    """A line of a rule test that must be reported, or must not."""
    place: Place
    cwes: tuple
    kind: str

    @property
    def name(self) -> str:
        return f"{self.place.file}:{self.kind}:{self.place.start}"


def markers(folder: Path) -> tuple:
    """The marked lines below a folder: findings and clean ones."""
    findings, clean = [], []
    for path in sorted(folder.rglob("*")):
        if path.suffix not in SOURCES:
            continue
        for number, line in enumerate(path.read_text().splitlines(), 1):
            marker = MARKER.search(line)
            if not marker:
                continue
            place = Place(path.relative_to(folder).as_posix(), number, number)
            if marker.group(2):
                findings.append(Marker(place, tuple(weaknesses.NAMES[marker.group(2)]), marker.group(2)))
            else:
                clean.append(Marker(place, (), "clean"))
    return findings, clean
