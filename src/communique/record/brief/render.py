"""A brief as text, as Markdown and as a page of HTML. What reports say is hostile text in all three."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import jinja2
import msgspec
from markupsafe import Markup

from communique.record.answers import Evidence
from communique.record.brief.answers import Brief, Line

LONGEST = 400  # characters of a sentence in a footnote
NOTHING = "Nothing is told by then."
SPECIAL = re.compile(r"([\\`*_\[\]<>|~&#])")
PAGE = jinja2.Template(Path(__file__).with_name("brief.html").read_text(encoding="utf-8"), autoescape=True)


def brief_text(brief: Brief) -> str:
    """A brief for a terminal or an e-mail."""
    title = _plain(brief.title)
    body = [line for section in brief.sections for line in _text_section(section.title, section.lines)]
    notes = [f"[{number}] {_note(proof)}" for number, proof in enumerate(brief.footnotes, 1)]
    end = ["Sources", "-------", *notes] if notes else [NOTHING]
    return "\n".join([title, "=" * len(title), _subtitle(brief), "", *body, *end]) + "\n"


def brief_markdown(brief: Brief) -> str:
    """A brief as Markdown with footnotes."""
    body = [line for section in brief.sections for line in _markdown_section(section.title, section.lines)]
    notes = [f"[^{number}]: {_escaped(_note(proof))}" for number, proof in enumerate(brief.footnotes, 1)]
    end = notes or [NOTHING]
    return "\n".join([f"# {_escaped(_plain(brief.title))}", "", _subtitle(brief), "", *body, *end]) + "\n"


def brief_html(brief: Brief, pictures: Iterable[str] = ()) -> str:
    """A brief as one page that needs nothing else: light, dark and printed, without scripts.

    ``pictures`` are SVG elements made by `communique.charts`; they stand before the sources.
    """
    notes = [
        {"where": _where(n), "sentence": _clipped(n.sentence), "document": _plain(n.document)} for n in brief.footnotes
    ]
    drawn = list(map(Markup, pictures))
    page: str = PAGE.render(
        brief=_printable(brief), subtitle=_subtitle(brief), notes=notes, nothing=NOTHING, pictures=drawn
    )
    return page + "\n"


def brief_json(brief: Brief) -> str:
    """A brief as JSON, its evidence whole."""
    return msgspec.json.format(msgspec.json.encode(brief), indent=2).decode() + "\n"


FORMATS: dict[str, Callable[[Brief], str]] = {
    "text": brief_text,
    "markdown": brief_markdown,
    "html": brief_html,
    "json": brief_json,
}
"""The ways in which a brief can be had."""


def _printable(brief: Brief) -> Brief:
    """The same brief without control characters."""
    sections = tuple(
        msgspec.structs.replace(
            section, lines=tuple(msgspec.structs.replace(line, text=_plain(line.text)) for line in section.lines)
        )
        for section in brief.sections
    )
    return msgspec.structs.replace(brief, title=_plain(brief.title), sections=sections)


def _subtitle(brief: Brief) -> str:
    independent = f" from {brief.origins} origins" if brief.origins != brief.documents else ""
    doubt = " What is marked ? is suggested, not stated." if _has_doubt(brief) else ""
    return f"As of {brief.as_of or 'no known day'}, {brief.documents} reports{independent}.{doubt}"


def _has_doubt(brief: Brief) -> bool:
    return any(" ?" in line.text for section in brief.sections for line in section.lines)


def _text_section(title: str, lines: tuple[Line, ...]) -> Iterator[str]:
    yield from (title, "-" * len(title))
    for line in lines:
        yield f"- {_plain(line.text)} {''.join(f'[{number}]' for number in line.notes)}"
    yield ""


def _markdown_section(title: str, lines: tuple[Line, ...]) -> Iterator[str]:
    yield from (f"## {title}", "")
    for line in lines:
        yield f"- {_escaped(_plain(line.text))} {''.join(f'[^{number}]' for number in line.notes)}"
    yield ""


def _note(proof: Evidence) -> str:
    return f"{_where(proof)}: “{_clipped(proof.sentence)}” ({_plain(proof.document)})"


def _where(proof: Evidence) -> str:
    """Outlet, or else title, and day."""
    return _plain(", ".join(part for part in (proof.outlet or proof.title, proof.dated) if part))


def _clipped(sentence: str) -> str:
    line = _plain(sentence)
    return line if len(line) <= LONGEST else line[: line.rfind(" ", 0, LONGEST)] + " …"


def _plain(text: str) -> str:
    """Text on one line, without characters that drive a terminal or turn the direction of writing."""
    return " ".join("".join(char if char.isprintable() or char.isspace() else "�" for char in text).split())


def _escaped(text: str) -> str:
    """Text in which nothing is Markdown or HTML."""
    return SPECIAL.sub(r"\\\1", text)
