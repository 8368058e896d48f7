"""What the comparison leaves out must not hide a difference."""

import unittest
from types import SimpleNamespace

import compare


def answer(status=200, body="", failure=None, **headers):
    return SimpleNamespace(status=status, body=body, headers=headers, record={"failure": failure})


def log(text, stream="stdout"):
    return {"stream": stream, "text": text}


class CompareTest(unittest.TestCase):
    def test_times_identifiers_and_frames_differ_between_any_two_runs(self) -> None:
        for first, second in (
            ("at 2026-11-25T10:00:00.123Z", "at 2026-11-25T11:30:07Z"),
            ('{"id":"6f1c0a52-7f8e-4b1f-9a55-0d5f0d6c9f10"}', '{"id":"00000000-7f8e-4b1f-9a55-0d5f0d6c9f10"}'),
            ("http://127.0.0.1:4000/x", "http://127.0.0.1:5000/x"),
            (r"Error: no\n    at a (b.js:1:2)\n    at c", r"Error: no\n    at d (e.js:3:4)"),
            ('["Error: no","    at a (b.js:1:2)"]', '["Error: no","    at c","    at d"]'),
        ):
            self.assertEqual(compare.answers(answer(body=first), answer(body=second), []), [])

    def test_what_an_application_says_is_compared(self) -> None:
        for first, second in (
            ("Connected.", "Forbidden"),
            ("O'Brien", "O''Brien"),
            (r"Error: no\n    at a (b.js:1:2)", r"Error: yes\n    at a (b.js:1:2)"),
            ('{"total":12}', '{"total":13}'),
            ('{"a":[1,2]}', '{"a":[1]}'),
        ):
            self.assertEqual(len(compare.answers(answer(body=first), answer(body=second), [])), 1, first)

    def test_status_headers_and_failure_are_compared(self) -> None:
        plain = answer(Date="Wed, 25 Nov 2026 10:00:00 GMT", **{"Content-Type": "text/plain"})
        for other in (
            answer(403, **plain.headers),
            answer(**{"Content-Type": "text/html"}),
            answer(failure={"type": "Error"}, **plain.headers),
        ):
            self.assertEqual(len(compare.answers(plain, other, [])), 1)
        self.assertEqual(compare.answers(plain, answer(**{"Content-Type": "text/plain"}), []), [])

    def test_lines_are_compared_in_any_order_and_by_their_number(self) -> None:
        self.assertEqual(compare.logs([log("a"), log("b")], [log("b"), log("a")], []), [])
        self.assertEqual(compare.logs([log("a"), log("a")], [log("a")], []), ["only without: stdout: a"])
        self.assertEqual(len(compare.logs([log("a")], [log("a", "stderr")], [])), 2)

    def test_what_attaches_the_agent_is_no_difference_and_other_variables_are(self) -> None:
        protected = [log('  "BUCKLER_MODE": "block",'), log('  "NODE_OPTIONS": "--require=x",')]
        self.assertEqual(compare.logs([], protected, []), [])
        self.assertEqual(len(compare.logs([], [log('  "_HANDLER": "x"')], [])), 1)

    def test_data_left_behind_is_compared(self) -> None:
        first, second = ({"table t": [{"id": {"S": name}}]} for name in ("Ada", "Bob"))
        self.assertEqual(compare.states(first, dict(first), []), [])
        self.assertEqual(len(compare.states(first, second, [])), 1)

    def test_what_an_application_makes_up_is_named_by_its_own_patterns(self) -> None:
        first, second = (answer(body=f'{{"qty":{n}}}') for n in (3, 7))
        self.assertEqual(compare.answers(first, second, [r'"qty":\d+']), [])


if __name__ == "__main__":
    unittest.main()
