"""A brief as text and as Markdown."""

from __future__ import annotations

from communique.record.answers import Brief, Evidence, Line

LONGEST = 400  # characters of a sentence in a footnote


def brief_text(brief: Brief) -> str:
    """A brief for a terminal or an e-mail."""
    head = [brief.title, "=" * len(brief.title), _subtitle(brief), ""]
    body = [line for section in brief.sections for line in _section(section.title, section.lines, "text")]
    notes = ["Sources", "-------", *(f"[{n}] {_note(proof)}" for n, proof in enumerate(brief.footnotes, 1))]
    return (
        "\n".join(
            [
                *head,
                *body,
                *(notes if brief.footnotes else ["Nothing is stated by then. Less sure readings: --suggested."]),
            ]
        )
        + "\n"
    )


def brief_markdown(brief: Brief) -> str:
    """A brief as Markdown with footnotes."""
    head = [f"# {brief.title}", "", _subtitle(brief), ""]
    body = [line for section in brief.sections for line in _section(section.title, section.lines, "markdown")]
    notes = [f"[^{n}]: {_note(proof)}" for n, proof in enumerate(brief.footnotes, 1)]
    return "\n".join([*head, *body, *notes]) + "\n"


def _subtitle(brief: Brief) -> str:
    independent = f" from {brief.origins} origins" if brief.origins != brief.documents else ""
    doubt = " A line that ends in ? is suggested, not stated." if _has_doubt(brief) else ""
    return f"As of {brief.as_of or 'no known day'}, {brief.documents} reports{independent}.{doubt}"


def _has_doubt(brief: Brief) -> bool:
    return any(line.text.endswith(" ?") for section in brief.sections for line in section.lines)


def _section(title: str, lines: tuple[Line, ...], kind: str) -> list[str]:
    if kind == "markdown":
        rows = [f"- {line.text} {''.join(f'[^{n}]' for n in line.notes)}" for line in lines]
        return [f"## {title}", "", *rows, ""]
    return [title, "-" * len(title), *(f"- {line.text} {''.join(f'[{n}]' for n in line.notes)}" for line in lines), ""]


def _note(proof: Evidence) -> str:
    where = ", ".join(part for part in (proof.outlet or proof.title, proof.dated) if part)
    return f"{where}: “{_clipped(proof.sentence)}” ({proof.document})"


def _clipped(sentence: str) -> str:
    line = " ".join(sentence.split())
    return line if len(line) <= LONGEST else line[: line.rfind(" ", 0, LONGEST)] + " …"
