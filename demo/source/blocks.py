"""The small Markdown that the articles are written in, read into blocks.

Only what the help centre needs: second-level headings, paragraphs, bullet and numbered lists, pipe tables and **bold**.
A block is a tuple whose first member names it: heading, para, ul, ol, table.
"""

import re
from dataclasses import dataclass
from pathlib import Path

BOLD = re.compile(r"\*\*(.+?)\*\*")


@dataclass
class Article:
    """One article: where it came from, how it is to be delivered, what it says."""

    slug: str
    lang: str
    title: str
    format: str
    producer: str
    source: str
    blocks: list

    @property
    def direction(self) -> str:
        return "rtl" if self.lang in ("ar", "fa") else "ltr"


def read(path: Path) -> Article:
    """Reads a source file: a front matter of `key: value` lines, then the body."""
    _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
    meta = dict(line.split(": ", 1) for line in head.strip().splitlines())
    return Article(
        slug=path.stem,
        lang=path.parent.name,
        title=meta["title"],
        format=meta["format"],
        producer=meta.get("producer", ""),
        source=body.strip(),
        blocks=parse(body.strip()),
    )


def parse(body: str) -> list:
    """Splits at blank lines; a heading may stand directly above its text."""
    blocks = []
    for chunk in re.split(r"\n\s*\n", body):
        lines = chunk.split("\n")
        while lines and lines[0].startswith("## "):
            blocks.append(("heading", lines.pop(0)[3:]))
        while lines:
            kind = _kind(lines[0])
            same = [line for line in _take_while(lines, kind)]
            lines = lines[len(same):]
            blocks.append(_block(kind, same))
    return blocks


def spans(text: str) -> list:
    """Cuts a line into (text, bold) pieces."""
    return [(piece, index % 2 == 1) for index, piece in enumerate(BOLD.split(text)) if piece]


def plain(text: str) -> str:
    """A line without its marks."""
    return BOLD.sub(r"\1", text)


def _kind(line: str) -> str:
    if line.startswith("|"):
        return "table"
    if line.startswith("- "):
        return "ul"
    return "ol" if re.match(r"\d+\. ", line) else "para"


def _take_while(lines: list, kind: str) -> list:
    taken = []
    for line in lines:
        if _kind(line) != kind:
            break
        taken.append(line)
    return taken


def _block(kind: str, lines: list) -> tuple:
    if kind == "table":
        rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
        return ("table", rows[0], rows[2:])
    if kind == "ul":
        return ("ul", [line[2:] for line in lines])
    if kind == "ol":
        return ("ol", [line.split(". ", 1)[1] for line in lines])
    return ("para", " ".join(lines))
