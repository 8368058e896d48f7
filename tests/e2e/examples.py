"""Runs the commands on the pages of the examples and compares what they print.

    python3 tests/e2e/examples.py [--buckler target/release/buckler]

A block marked `console` has commands behind `$ `, and under each the lines that it prints, in any order; `…` stands for
anything. Needs the built command and agent.
"""

import argparse
import os
import re
import subprocess
import sys
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OPTIONS = argparse.Namespace(buckler=str(ROOT / "target/release/buckler"))
PAGES = sorted(page for page in ROOT.glob("examples/*/README.md") if "```console" in page.read_text())
BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)


class ExamplesTest(unittest.TestCase):
    def test_pages_have_commands(self) -> None:
        self.assertGreaterEqual(len(PAGES), 3)

    def test_commands_print_what_the_pages_say(self) -> None:
        for page in PAGES:
            for command, expected in commands(page.read_text()):
                with self.subTest(page=page.parent.name, command=command):
                    printed = run(command, page.parent)
                    self.assertTrue(expected, "a command without a line under it shows nothing")
                    for line in expected:
                        self.assertRegex(printed, pattern(line))


def commands(page: str) -> list:
    """The commands of a page, each with its expected lines."""
    found = []
    for line in (line for block in BLOCK.findall(page) for line in block.splitlines()):
        if line.startswith("$ "):
            found.append((line[2:], []))
        else:
            found[-1][1].append(line)
    return found


def run(command: str, folder: Path) -> str:
    path = f"{Path(OPTIONS.buckler).parent}:{os.environ['PATH']}"
    done = subprocess.run(
        ["sh", "-c", command],
        cwd=folder,
        env={**os.environ, "PATH": path},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=120,
    )
    return done.stdout


def pattern(line: str) -> str:
    return r"(?m)^" + ".*".join(re.escape(part) for part in line.split("…")) + "$"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--buckler", default=OPTIONS.buckler)
    _, others = parser.parse_known_args(namespace=OPTIONS)
    OPTIONS.buckler = str(Path(OPTIONS.buckler).resolve())
    unittest.main(argv=[sys.argv[0], *others], verbosity=2)
