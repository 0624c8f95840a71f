"""Answers with footnotes: every statement leads to its outlet, day and sentence."""

from __future__ import annotations

from collections.abc import Iterable

import click

from communique.cli.printing import harmless
from communique.record.answers import Evidence
from communique.record.gates.answers import Cell, ConditionRow, ListRow
from communique.record.gates.model import AS_SUCH

NOTES = 2  # footnotes of one statement
LONGEST = 300  # characters of a sentence in a footnote


class Notes:
    """The footnotes of one answer, each piece of evidence once."""

    def __init__(self) -> None:
        self._numbers: dict[Evidence, int] = {}

    def mark(self, evidence: Iterable[Evidence]) -> str:
        """The numbers of the first pieces of evidence, in brackets."""
        chosen = list(evidence)[:NOTES]
        return "".join(f"[{self._numbers.setdefault(proof, len(self._numbers) + 1)}]" for proof in chosen)

    def stand(self, cell: Cell) -> str:
        """A side with who spoke for it, the day, the origins and the footnotes."""
        who = cell.side or "as reported"
        said = f" ({', '.join(cell.speakers)})" if cell.side and any(cell.speakers) else ""
        day = cell.latest or ("undated" if cell.id else "supposed")
        day += ", conditions as such" if cell.position == AS_SUCH else ""
        many = f", {cell.origins} origins" if cell.origins > 1 else ""
        return f"{who}{said} {day}{many}{'' if cell.stated else ' ?'} {self.mark(cell.evidence) or cell.id}".strip()

    def sides(self, cells: Iterable[Cell]) -> str:
        """Several sides in one line."""
        return "; ".join(map(self.stand, cells))

    def condition(self, row: ConditionRow) -> str:
        """A condition with its state and who stands where."""
        told = [f"{row.condition}: {row.state}"]
        if row.proof:
            by = "decided" if row.proof.basis == "person" else "reported" if row.proof.basis == "event" else "supposed"
            doubt = "" if row.proof.stated else " ?"
            told.append(f"{by} {row.proof.day}{doubt} {self.mark(row.proof.evidence)}".strip())
        for word, cells in (("demanded by", row.demanded), ("rejected by", row.rejected), ("told by", row.unsure)):
            if cells:
                told.append(f"{word} {self.sides(cells)}")
        if row.dropped:
            told.append(f"dropped by {', '.join(row.dropped)}")
        return "; ".join(told)

    def entry(self, row: ListRow) -> str:
        """An entry with the sides on either side."""
        words = ("for", "against") if row.type == "participation" else ("called so", "not called so")
        sides = (
            f"{word}: {self.sides(cell for cell in row.cells if cell.polarity == polarity)}"
            for word, polarity in zip(words, (1, -1), strict=True)
            if any(cell.polarity == polarity for cell in row.cells)
        )
        return f"{row.entry} ({row.type}) — {' | '.join(sides)}"

    def print_sources(self) -> None:
        """The footnotes, at the end."""
        if self._numbers:
            print_line("\nSources")
        for proof, number in self._numbers.items():
            where = ", ".join((proof.outlet or proof.title or proof.document, proof.dated))
            sentence = " ".join(proof.sentence.split())
            clipped = sentence if len(sentence) <= LONGEST else sentence[: sentence.rfind(" ", 0, LONGEST)] + " …"
            print_line(f"[{number}] {where}: “{clipped}” ({proof.document})")


def print_line(text: str) -> None:
    """A line of an answer, harmless to the terminal; what it begins with is kept."""
    start = text[: len(text) - len(text.lstrip())]
    click.echo(start + harmless(text))


def print_heading(text: str) -> None:
    """A line with a rule under it."""
    print_line(text)
    print_line("-" * len(text))
