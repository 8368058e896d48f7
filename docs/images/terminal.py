"""Draws what a command printed as an SVG picture of a terminal.

    target/release/buckler demo --color always | python3 docs/images/terminal.py 'buckler demo' > docs/images/demo.svg
    target/release/buckler scan examples/queue-archive --color always | python3 docs/images/terminal.py 'buckler scan examples/queue-archive' > docs/images/scan.svg

Knows the few colors that the command uses; Python's standard library only.
"""

import re
import sys
from html import escape

CELL, LINE, SIZE, MARGIN, BAR = 7.83, 18, 13, 20, 36
INK, PAPER = "#d7dde4", "#161b22"
STYLES = {
    "1": 'font-weight="bold"',
    "2": 'fill="#8b949e"',
    "31": 'fill="#ff7b72"',
    "1;31": 'fill="#ff7b72" font-weight="bold"',
    "32": 'fill="#56d364"',
    "33": 'fill="#e3b341"',
    "36": 'fill="#79c0ff"',
}
ESCAPE = re.compile(r"\x1b\[([\d;]*)m")


def main() -> None:
    title = sys.argv[1] if len(sys.argv) > 1 else ""
    lines = sys.stdin.read().rstrip("\n").split("\n")
    columns = max(len(ESCAPE.sub("", line)) for line in lines)
    width = round(columns * CELL + 2 * MARGIN)
    height = BAR + LINE * len(lines) + MARGIN
    print(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">')
    print(f'<rect width="{width}" height="{height}" rx="8" fill="{PAPER}"/>')
    for number, color in enumerate(("#ff5f57", "#febc2e", "#28c840")):
        print(f'<circle cx="{22 + 18 * number}" cy="18" r="5.5" fill="{color}"/>')
    font = 'font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, monospace"'
    print(f'<g {font} font-size="{SIZE}" fill="{INK}" xml:space="preserve">')
    print(f'<text x="{width / 2:.0f}" y="22" text-anchor="middle" fill="#8b949e">{escape(title)}</text>')
    for number, line in enumerate(lines):
        draw(line, BAR + LINE * (number + 1) - 5)
    print("</g>\n</svg>")


def draw(line: str, y: float) -> None:
    """One line, each run of one style at its own column: fonts differ in width, columns must not."""
    column, style = 0, ""
    # Texts and the codes between them, in turn.
    for index, piece in enumerate(ESCAPE.split(line)):
        if index % 2:
            style = STYLES.get(piece, "")
            continue
        for word in re.finditer(r"\S+(?: \S+)*", piece):
            x = MARGIN + (column + word.start()) * CELL
            length = (word.end() - word.start()) * CELL
            place = f'x="{x:.1f}" y="{y:g}" textLength="{length:.1f}"'
            print(f"<text {place} {style}>{escape(word.group())}</text>".replace(" >", ">"))
        column += len(piece)


if __name__ == "__main__":
    main()
