"""Tests of the scorer: a scorer that is wrong makes every figure wrong."""

import ast
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import material
import score
import tools
from tools import Finding, Place, Run

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "suite"))
import compose  # noqa: E402


def hole(line, cwe, name, end=None):
    return material.Row(Place("app.py", line, end or line), (cwe,), "kind", "code", True, "why", name)


def finding(line, cwe, path=()):
    return Finding("rule", Place("app.py", line, line), frozenset([cwe]), "", [Place("app.py", step, step) for step in path])


def judged(holes, findings, quiet=(), grey=()):
    app = material.Application("app", HERE, 1, tuple(holes), tuple(quiet), tuple(grey))
    told = []
    return score.judge(app, Run(list(findings), [], 0.0, 0.0, 0.0), told)


class Judging(unittest.TestCase):
    def test_a_neighboring_line_is_found_and_a_farther_one_is_not(self):
        self.assertEqual(judged([hole(10, 89, "a")], [finding(11, 89)])["right"], 1)
        self.assertEqual(judged([hole(10, 89, "a")], [finding(12, 89)])["wrong"], 1)

    def test_a_path_through_the_line_is_enough(self):
        self.assertEqual(judged([hole(10, 89, "a")], [finding(40, 89, path=[3, 10, 40])])["right"], 1)

    def test_another_weakness_at_the_line_is_wrong(self):
        self.assertEqual(judged([hole(10, 89, "a")], [finding(10, 78)])["wrong"], 1)

    def test_a_relative_of_the_number_counts(self):
        self.assertEqual(judged([hole(10, 94, "a")], [finding(10, 95)])["right"], 1)

    def test_a_second_finding_of_one_hole_is_no_second_success(self):
        row = judged([hole(10, 89, "a")], [finding(10, 89), finding(10, 89)])
        self.assertEqual((row["right"], row["again"]), (1, 1))

    def test_two_holes_on_a_line_take_two_findings(self):
        row = judged([hole(10, 918, "a"), hole(10, 295, "b")], [finding(10, 295), finding(10, 918)])
        self.assertEqual((row["right"], row["wrong"]), (2, 0))

    def test_adjacent_holes_take_the_nearest_finding_each(self):
        row = judged([hole(10, 89, "a"), hole(11, 89, "b")], [finding(10, 89), finding(11, 89)])
        self.assertEqual((row["right"], row["again"]), (2, 0))

    def test_a_quiet_line_that_is_reported_is_wrong_and_counted(self):
        row = judged([], [finding(10, 89)], quiet=[hole(10, 0, "q")])
        self.assertEqual((row["wrong"], row["quiet"]), (1, 1))

    def test_a_grey_line_is_neither_right_nor_wrong(self):
        row = judged([], [finding(10, 89)], grey=[hole(10, 89, "g")])
        self.assertEqual((row["wrong"], row["right"], row["grey"]), (0, 0, 1))

    def test_a_finding_without_a_number_answers_for_nothing(self):
        unnumbered = Finding("rule", Place("app.py", 10, 10), frozenset())
        self.assertEqual(judged([hole(10, 89, "a")], [unnumbered])["wrong"], 1)


class Reading(unittest.TestCase):
    def test_sarif_gives_place_numbers_and_path(self):
        location = {"physicalLocation": {"artifactLocation": {"uri": "src/app.py"}, "region": {"startLine": 7}}}
        document = {"runs": [{
            "tool": {"driver": {"rules": [{"id": "r", "properties": {"tags": ["external/cwe/cwe-089"]}}]}},
            "results": [{"ruleId": "r", "locations": [location], "message": {"text": "m"},
                         "codeFlows": [{"threadFlows": [{"locations": [{"location": location}]}]}]}],
            "invocations": [{"executionSuccessful": False}],
        }]}
        findings, notices = tools.read_sarif(document, HERE)
        self.assertEqual(findings, [Finding("r", Place("src/app.py", 7, 7), frozenset([89]), "m", [Place("src/app.py", 7, 7)])])
        self.assertEqual(notices, ["execution was not successful"])

    def test_a_scanner_that_hangs_is_ended(self):
        patience, tools.PATIENCE = tools.PATIENCE, 0.5
        try:
            with tempfile.TemporaryDirectory() as scratch, self.assertRaises(tools.Unavailable):
                tools.measured(["sleep", "60"], scratch)
        finally:
            tools.PATIENCE = patience


class Material(unittest.TestCase):
    def test_every_truth_fits_its_application(self):
        vulnerable, well_made = material.applications("vulnerable"), material.applications("well-made")
        self.assertEqual([app.functions for app in vulnerable if app.functions == 26], [26])
        for app in vulnerable:
            names = [row.name for row in app.holes]
            self.assertEqual(len(names), len(set(names)), app.name)
            self.assertTrue(all(row.cwes for row in app.holes), app.name)
        for app in well_made:
            self.assertEqual(app.holes, ())

    def test_every_rule_test_has_both_kinds_of_lines(self):
        for folder in (HERE / "rules").iterdir():
            findings, clean = material.markers(folder)
            self.assertTrue(findings and clean, folder.name)

    def test_cases_are_those_of_the_listing(self):
        for language in compose.LANGUAGES:
            self.assertEqual((HERE / "suite" / f"{language}.tsv").read_text(), compose.listing(language), "run compose.py --list")

    def test_half_of_the_cases_are_safe(self):
        for language, least in (("python", 600), ("javascript", 200)):
            cases = compose.Parts(language).cases()
            self.assertGreaterEqual(len(cases), least)
            self.assertAlmostEqual(sum(case.hole for case in cases) / len(cases), 0.5, places=2)

    def test_every_part_is_used(self):
        for language in compose.LANGUAGES:
            parts = compose.Parts(language)
            cases = parts.cases()
            for kind in ("source", "flow", "sink"):
                used = {getattr(case, kind)["name"] for case in cases}
                named = {part["name"] for part in getattr(parts, kind + "s")}
                self.assertEqual(named - used, set(), f"{language} {kind}")

    def test_python_cases_parse_and_no_marker_is_left(self):
        parts = compose.Parts("python")
        for case in parts.cases():
            text = parts.text(case)
            ast.parse(text)
            self.assertNotRegex(text, r"@(in|out|done|body|value(?!\.setter))\b")

    def test_javascript_cases_parse(self):
        with tempfile.TemporaryDirectory() as scratch:
            cases = compose.write("javascript", Path(scratch))
            for case in cases[::12]:
                path = Path(scratch) / "cases" / f"{case.name}.js"
                done = subprocess.run(["node", "--check", path], capture_output=True, text=True, check=False)
                self.assertEqual(done.returncode, 0, done.stderr)


if __name__ == "__main__":
    unittest.main()
