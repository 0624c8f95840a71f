"""Reports as people put them right: left out, with another date or outlet, with a name that means somebody else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

import msgspec

from communique.actors import fold_name
from communique.record.decision_file import standing_decisions
from communique.records import Decision, Document, Extraction, Published, Read, ReportFields

S = TypeVar("S", bound=msgspec.Struct)
Names = Mapping[str, str]
NAMED = frozenset({"actor", "speaks_for", "holder", "argument", "addressee", "recipient"})
"""The fields of what is read out of a report that hold names of actors."""


class Amender:
    """Watches reports on their way into the record, and puts them right as people decided.

    ``excluded`` are those that it left out, ``meant`` the names of a report that mean another actor, by its id.
    """

    def __init__(self, decisions: Sequence[Decision]) -> None:
        standing = standing_decisions(decisions)
        self._out = {decision.place.document for decision in standing if decision.act == "exclude" and decision.place}
        self._fields = corrected_fields(standing)
        self._apart = _told_apart(standing)
        self.excluded: list[Document] = []
        self.meant: dict[str, Names] = {}

    def excludes(self, id: str) -> bool:
        """Whether people left out a report."""
        return id in self._out

    def watch(self, reads: Iterable[Read]) -> Iterator[Read]:
        """The reports that count, as people put them right; what was read of them stays as it is kept."""
        for read in reads:
            if self.excludes(read.document.id):
                self.excluded.append(read.document)
            else:
                yield Read(self.amend(read.document), self._rename(read))

    def amend(self, document: Document) -> Document:
        """A document with its date and outlet as people corrected them."""
        said = self._fields.get(document.id, ReportFields())
        if said.published is not None:
            document = msgspec.structs.replace(document, published=Published(said.published, "person", 1.0))
        return document if said.outlet is None else msgspec.structs.replace(document, outlet=said.outlet)

    def _rename(self, read: Read) -> Extraction:
        apart, found = self._apart.get(read.document.id), read.extraction
        if not apart:
            return found
        taken = {fold_name(m.actor): apart[fold_name(m.text)] for m in found.mentions if fold_name(m.text) in apart}
        names = self.meant[read.document.id] = {**taken, **apart}
        return _rename_all(found, names)


def corrected_fields(standing: Iterable[Decision]) -> dict[str, ReportFields]:
    """What people say of reports, by the id of the document; of each field the last word."""
    found: dict[str, ReportFields] = {}
    for decision in standing:
        if decision.report_after and decision.place:
            id, said = decision.place.document, msgspec.structs.asdict(decision.report_after)
            changes = {name: value for name, value in said.items() if value is not None}
            found[id] = msgspec.structs.replace(found.get(id, ReportFields()), **changes)
    return found


def _told_apart(standing: Iterable[Decision]) -> dict[str, dict[str, str]]:
    """Names that mean another actor in one report: folded name to the other's, by the id of the document."""
    found = defaultdict[str, dict[str, str]](dict)
    for decision in standing:
        if decision.act == "split" and decision.names and decision.place:
            found[decision.place.document][fold_name(decision.names[0])] = decision.names[-1]
    return found


def _rename_all(found: Extraction, names: Names) -> Extraction:
    statements = tuple(
        msgspec.structs.replace(
            rename(told, names),
            speaker=told.speaker and rename(told.speaker, names),
            chain=tuple(_renamed(name, names) for name in told.chain),
        )
        for told in found.statements
    )
    return msgspec.structs.replace(
        found,
        statements=statements,
        mentions=tuple(rename(each, names) for each in found.mentions),
        claims=tuple(rename(each, names) for each in found.claims),
        events=tuple(rename(each, names) for each in found.events),
    )


def rename(found: S, names: Names) -> S:
    """A record with its names of actors replaced by those that a report means by them."""
    held = {name: getattr(found, name) for name in found.__struct_fields__ if name in NAMED}
    return msgspec.structs.replace(found, **{name: _renamed(value, names) for name, value in held.items()})


def _renamed(name: str, names: Names) -> str:
    return names.get(fold_name(name), name) if name else name
