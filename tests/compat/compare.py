"""What counts as the same: answers, log lines and data without what differs between any two runs."""

import json
import re
from collections import Counter

# Times, identifiers, signatures, ports and addresses of one run. The order matters: the longest forms first.
PASSING = [
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)?", "<time>"),
        (r"\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d (GMT|UTC)", "<time>"),
        (r"\d\d/\w{3}/\d{4}:\d\d:\d\d:\d\d [+-]\d{4}", "<time>"),
        (r"\d{8}T\d{6}Z", "<time>"),
        (r"[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}", "<uuid>"),
        (r"1-[0-9a-f]{8}-[0-9a-f]{24}", "<trace>"),
        (r"buckler-runtime-\w+", "buckler-runtime-<id>"),
        (r"\(node:\d+\)", "(node:<pid>)"),
        # The message of an error is compared, not the frames below it: a hook is one more frame.
        (r"(?:(?:\n|\\+n|^ {2}) {2,}at [^\n\\\"]+)+", ""),
        (r"(?:,\s*\"\s{4}at [^\"]+\")+", ""),
        (r"\b[0-9a-fA-F]{16,}\b", "<hex>"),
        (r"\b[A-Za-z0-9]{52}\b", "<id>"),
        (r"(127\.0\.0\.1|localhost):\d+", r"\1:<port>"),
        (r"([rR]etryDelay)\W+[\d.]+", r"\1 <n>"),
        (r"\d+(\.\d+)? ?ms\b", "<duration>"),
        (r"\d{7,}(\.\d+)?", "<n>"),
    )
]
# Headers that say when and how an answer was sent, not what was answered.
SENT = {"date", "connection", "content-length"} | {
    "x-amzn-requestid",
    "x-amz-request-id",
    "x-amzn-trace-id",
    "apigw-requestid",
}
# What attaches the agent is seen by an application that prints its environment.
ATTACHED = re.compile(r'\s*"(_?BUCKLER_\w+|NODE_OPTIONS)": ')
SHOWN = 300


def steady(text: str, varies: list) -> str:
    """The text without what passes, and without what the application itself makes up anew each time."""
    for pattern in varies:
        text = re.sub(pattern, "<varies>", text)
    for pattern, replacement in PASSING:
        text = pattern.sub(replacement, text)
    return text


def answers(without, protected, varies: list) -> list:
    """How two answers to the same event differ."""
    differences = []
    if without.status != protected.status:
        differences.append(f"status {without.status}, {protected.status}")
    headers = [sent_headers(outcome, varies) for outcome in (without, protected)]
    if headers[0] != headers[1]:
        differences.append(f"headers {pair(*(json.dumps(each, sort_keys=True) for each in headers))}")
    bodies = [steady(outcome.body, varies) for outcome in (without, protected)]
    if bodies[0] != bodies[1]:
        differences.append(f"body {pair(*bodies)}")
    failures = [steady(json.dumps(outcome.record.get("failure")), varies) for outcome in (without, protected)]
    if failures[0] != failures[1]:
        differences.append(f"failure {pair(*failures)}")
    return differences


def sent_headers(outcome, varies: list) -> dict:
    return {
        name.lower(): steady(value, varies) for name, value in outcome.headers.items() if name.lower() not in SENT
    }


def logs(without: list, protected: list, varies: list) -> list:
    """How what was printed differs; the order is free, since calls at the same time end in any order."""
    first, second = (printed(lines, varies) for lines in (without, protected))
    missing = [f"only without: {cut(line)}" for line in first - second]
    return missing + [f"only with: {cut(line)}" for line in second - first]


def printed(lines: list, varies: list) -> Counter:
    """Each line and how often it was printed; nothing is left of a line that was the frame of a stack."""
    texts = ((line["stream"], steady(line["text"], varies)) for line in lines if not ATTACHED.match(line["text"]))
    return Counter(f"{stream}: {text}" for stream, text in texts if text)


def states(without: dict, protected: dict, varies: list) -> list:
    """How what was left in the cloud differs."""
    return [
        f"{name}: {pair(*texts)}"
        for name in without
        if (texts := [contents(state[name], varies) for state in (without, protected)])[0] != texts[1]
    ]


def contents(items: list, varies: list) -> str:
    return "\n".join(sorted(steady(json.dumps(item, sort_keys=True, default=str), varies) for item in items))


def pair(first: str, second: str) -> str:
    """Both texts from a little before where they part."""
    parted = (n for n, (a, b) in enumerate(zip(first, second, strict=False)) if a != b)
    start = max(0, next(parted, min(len(first), len(second))) - 40)
    return f"`{cut(first[start:])}` against `{cut(second[start:])}`"


def cut(text: str) -> str:
    return text if len(text) <= SHOWN else text[:SHOWN] + "…"
