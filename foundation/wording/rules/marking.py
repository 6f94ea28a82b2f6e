"""The little Markdown of letters: paragraphs, ## headings, - lists, **bold**, *italic*, [words](https://address).

A text is read into blocks first and its fields are put in place afterwards: what a person is called is never read as
Markdown, HTML or a command of the printer.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from html import escape

from foundation.wording.rules.fields import fill

INLINE = re.compile(
    r"\*\*(?P<bold>[^*\n]+)\*\*|\*(?P<italic>[^*\n]+)\*"
    r"|\[(?P<words>[^\]\n]+)\]\((?P<target>https?://[^\s()]+|mailto:[^\s()]+|\{[a-z_]{1,40}\})\)"
    r"|(?P<bare>https?://[^\s<>()]*[^\s<>().,;:!?»]|\{(?:adresse|lien)[a-z_]*\})"
)
SAFE_TARGET = re.compile(r"(https?://|mailto:)[^\s\"'<>]+")
BULLET = ("- ", "* ", "• ")


@dataclass(frozen=True)
class Span:
    """A run of words: bold, italic, or a link where `target` says to where."""

    text: str
    bold: bool = False
    italic: bool = False
    target: str = ""


@dataclass(frozen=True)
class Block:
    """A paragraph, a heading or a list; a paragraph has one line of spans, a list one an item."""

    kind: str
    lines: tuple[tuple[Span, ...], ...]


def read(text: str) -> tuple[Block, ...]:
    r"""The blocks of a text, fields still in braces.

    >>> [block.kind for block in read("## Titre\n\nBonjour **vous**,\n\n- un\n- deux")]
    ['heading', 'paragraph', 'list']
    """
    parts = re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n").replace("\r", "\n").strip())
    return tuple(block for part in parts for block in _blocks(part.strip("\n")) if block.lines)


def filled(blocks: tuple[Block, ...], values: Mapping[str, str]) -> tuple[Block, ...]:
    """The blocks with their fields in place; a line that comes out empty is left out."""
    made = (
        Block(block.kind, tuple(line for line in (_filled(one, values) for one in block.lines) if line))
        for block in blocks
    )
    return tuple(block for block in made if block.lines)


def as_text(blocks: tuple[Block, ...]) -> str:
    """Plain text: lists keep their dashes, a link is followed by its address."""
    return "\n\n".join(_text_of(block) for block in blocks)


def as_html(blocks: tuple[Block, ...]) -> str:
    """HTML made of escaped words: paragraphs, headings, lists, strong, em, a."""
    return "\n".join(_html_of(block) for block in blocks)


def as_data(blocks: tuple[Block, ...]) -> list[dict[str, object]]:
    """Plain values, for the printer."""
    return [
        {
            "kind": block.kind,
            "lines": [
                [{"text": span.text, "bold": span.bold, "italic": span.italic, "target": span.target} for span in line]
                for line in block.lines
            ],
        }
        for block in blocks
    ]


def _blocks(part: str) -> list[Block]:
    """The blocks between two empty lines: runs of list items and of other lines."""
    found: list[Block] = []
    for line in part.split("\n"):
        kind, words = _kind_of(line)
        spans = _spans(words)
        if not spans:
            continue
        if found and found[-1].kind == kind and kind != "heading":
            found[-1] = replace(found[-1], lines=(*found[-1].lines, spans))
        else:
            found.append(Block(kind, (spans,)))
    return found


def _kind_of(line: str) -> tuple[str, str]:
    bare = line.strip()
    if bare.startswith("#"):
        return "heading", bare.lstrip("#").strip()
    if bare.startswith(BULLET):
        return "list", bare[2:].strip()
    return "paragraph", bare


def _spans(line: str) -> tuple[Span, ...]:
    spans, end = [], 0
    for found in INLINE.finditer(line):
        if found.start() > end:
            spans.append(Span(line[end : found.start()]))
        spans.append(_span(found))
        end = found.end()
    if line[end:]:
        spans.append(Span(line[end:]))
    return tuple(spans)


def _span(found: re.Match[str]) -> Span:
    if found["bold"]:
        return Span(found["bold"], bold=True)
    if found["italic"]:
        return Span(found["italic"], italic=True)
    if found["words"]:
        return Span(found["words"], target=found["target"])
    return Span(found["bare"], target=found["bare"])


def _filled(line: tuple[Span, ...], values: Mapping[str, str]) -> tuple[Span, ...]:
    made = tuple(replace(span, text=fill(span.text, values), target=_safe(fill(span.target, values))) for span in line)
    return made if any(span.text.strip() for span in made) else ()


def _safe(target: str) -> str:
    """A target that a reader may press; nothing else becomes a link."""
    return target if SAFE_TARGET.fullmatch(target) else ""


def _text_of(block: Block) -> str:
    lines = ["".join(_plain(span) for span in line) for line in block.lines]
    return "\n".join(f"- {line}" if block.kind == "list" else line for line in lines)


def _plain(span: Span) -> str:
    away = span.target.removeprefix("mailto:")
    return f"{span.text} ({away})" if span.target and away != span.text else span.text


def _html_of(block: Block) -> str:
    lines = ["".join(_marked(span) for span in line) for line in block.lines]
    if block.kind == "list":
        return "<ul>" + "".join(f"<li>{line}</li>" for line in lines) + "</ul>"
    if block.kind == "heading":
        return f"<h2>{lines[0]}</h2>"
    return f"<p>{'<br>'.join(lines)}</p>"


def _marked(span: Span) -> str:
    words = escape(span.text).replace("\n", "<br>")
    if span.target:
        return f'<a href="{escape(span.target)}">{words}</a>'
    if span.bold:
        return f"<strong>{words}</strong>"
    return f"<em>{words}</em>" if span.italic else words
