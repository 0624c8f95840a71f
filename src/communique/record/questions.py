"""Every question that a user can ask of a dossier. Command line, web page and library all call these.

Each takes the dossier's folder and the same filters, and gives rows of `communique.record.answers`:

- ``as_of`` (ISO day): as it stood on that day, from what had been said and published by then. What has no date is
  shown last, with an empty day; it is never given one by guess, and moves no list, gate or change, unless the days in
  which its report was published, as the record infers them, end by then.
- ``known`` (ISO day or time, in UTC unless it says otherwise): as the dossier knew it then; reports that were added
  and decisions about claims that were taken later do not count. What reports have in common stays as it is known now:
  which names are one actor and for whom it speaks, which reports are reprints or tell of one event or plan, what a
  matter is called, when a report without a date was published, and what is corrected of a report or left out.
- ``since``, ``until`` (ISO days, inclusive): only what falls between them.
- ``actor``: any name of an actor.
- ``limit``: rows at most.
- ``suggested``: also claims that are less sure, marked by ``stated=False``. Without it answers stand on stated claims
  and people's decisions alone; `communique.record.suggestions` tells how many claims that leaves out.

Bad filters raise QuestionError, a dossier without a sound record DossierError.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Unpack

from communique.record.answers import (
    ActorRow,
    BinRow,
    Change,
    Conflict,
    DecisionRow,
    DocumentRow,
    Entry,
    Hit,
    Plan,
    Position,
    QueueRow,
    Said,
    Shown,
    TruceLine,
)
from communique.record.asking import Filters, ask
from communique.record.brief.answers import Brief
from communique.record.brief.composing import compose_brief
from communique.record.changes import position_changes
from communique.record.conflicts.finding import found_conflicts
from communique.record.deciding import binned, taken_decisions
from communique.record.gates.answers import Blockers, GateRow, ListRow, WhatIf
from communique.record.gates.asking import told_blockers, told_gates, told_lists, told_what_if
from communique.record.lookups import find_sentences, read_documents, seen_actors
from communique.record.marking import Marked, marked_document
from communique.record.network import Tie, ties_between
from communique.record.positions import held_positions
from communique.record.queue import next_claims
from communique.record.sayings import told_statements
from communique.record.schedule import planned_events
from communique.record.showing import show_entry
from communique.record.store import SEARCH, open_record
from communique.record.timeline import told_events
from communique.record.truce import truce_lines

__all__ = [
    "actors",
    "bin",
    "blockers",
    "brief",
    "changes",
    "conflicts",
    "decisions",
    "documents",
    "gates",
    "lists",
    "marks",
    "network",
    "positions",
    "queue",
    "schedule",
    "search",
    "show",
    "statements",
    "timeline",
    "truce",
    "what_if",
]

Dossier = str | Path


def positions(dossier: Dossier, **filters: Unpack[Filters]) -> list[Position]:
    """What every holder's latest claim on each matter says, the best corroborated first; undated ones last.

    ``since`` and ``until`` choose what was held at some time between them.
    """
    with ask(dossier, filters) as (database, asked):
        return held_positions(database, asked)


def network(dossier: Dossier, **filters: Unpack[Filters]) -> list[Tie]:
    """Who agrees and disagrees with whom: every two sides with the matters on which both have a position.

    A person counts for the side that it speaks for; ``actor`` is one of the two. Where the story names actors, only
    reports that mention three of them count.
    """
    with ask(dossier, filters) as (database, asked):
        return ties_between(database, asked)


def statements(dossier: Dossier, **filters: Unpack[Filters]) -> list[Said]:
    """Who said what, latest first, undated ones last. ``suggested`` adds those whose speaker is no known actor."""
    with ask(dossier, filters) as (database, asked):
        return told_statements(database, asked)


def timeline(dossier: Dossier, **filters: Unpack[Filters]) -> list[Entry]:
    """What happened and what was planned, by day, undated entries last; with a ``limit`` the latest."""
    with ask(dossier, filters) as (database, asked):
        return told_events(database, asked)


def actors(dossier: Dossier, **filters: Unpack[Filters]) -> list[ActorRow]:
    """The actors of the reports with their spellings, the most reported first."""
    with ask(dossier, filters) as (database, asked):
        return seen_actors(database, asked)


def documents(dossier: Dossier, **filters: Unpack[Filters]) -> list[DocumentRow]:
    """The reports by day of publication, undated ones last; with ``actor`` those that mention it."""
    with ask(dossier, filters) as (database, asked):
        return read_documents(database, asked)


def search(dossier: Dossier, query: str, **filters: Unpack[Filters]) -> list[Hit]:
    """The sentences that hold all words of a query, or some where none holds all; the best first, 20 by default."""
    with ask(dossier, {"limit": 20, **filters}) as (database, asked):
        return find_sentences(database, Path(dossier) / SEARCH, query, asked)


def brief(dossier: Dossier, **filters: Unpack[Filters]) -> Brief:
    """What blocks each gate, who moved, what is due next, the truce, what is disputed; every line footnoted.

    ``since`` is the day of the last brief: from then on count the turns and what happened; how things stand is told
    whole. ``limit`` bounds the lines of a section.
    """
    with ask(dossier, filters) as (database, asked):
        return compose_brief(database, asked)


def decisions(dossier: Dossier, **filters: Unpack[Filters]) -> list[DecisionRow]:
    """What people decided, the latest first, also where its evidence is gone.

    ``since`` and ``until`` are days of deciding.
    """
    with ask(dossier, filters) as (database, asked):
        return taken_decisions(database, asked, Path(dossier))


def queue(dossier: Dossier, **filters: Unpack[Filters]) -> list[QueueRow]:
    """What waits for a person to decide, 20 by default: what would move a gate or a list first, then the doubtful.

    ``since`` and ``until`` change nothing; what is stated and what is suggested are both in it.
    """
    with ask(dossier, filters) as (database, asked):
        return next_claims(database, asked, Path(dossier))


def bin(dossier: Dossier, **filters: Unpack[Filters]) -> list[BinRow]:
    """What people took out and can put back, the latest first: rejected claims, excluded reports, undone decisions."""
    with ask(dossier, filters) as (database, asked):
        return binned(database, asked, Path(dossier))


def lists(dossier: Dossier, name: str = "", **filters: Unpack[Filters]) -> list[ListRow]:
    """Who is called what by whom, and who has a seat according to whom; of each list the disputed entries first.

    ``name`` is that of a list, its label or its forum; all are given without it. A person counts for the side that it
    speaks for. Where more than ten sides say the same of an entry, the sentences of ten are given, those whose word
    counts first, then those with most origins; `show` has those of the others by their ids.
    """
    with ask(dossier, filters) as (database, asked):
        return told_lists(database, asked, name)


def gates(dossier: Dossier, gate: str = "", **filters: Unpack[Filters]) -> list[GateRow]:
    """What waits for what: every gate with its conditions, who demands and who rejects them, and their state.

    ``limit`` bounds the gates, and of each the conditions and the disputes; ``left_out`` says how many more it has.
    Sentences are given as in `lists`.
    """
    with ask(dossier, filters) as (database, asked):
        return told_gates(database, asked, gate)


def blockers(dossier: Dossier, gate: str, **filters: Unpack[Filters]) -> Blockers:
    """What holds a gate up: who stands where, and all smallest sets of changes that would open it.

    ``limit`` bounds the conditions and the disputes that are told, as in `gates`; the changes are to all of them.
    """
    with ask(dossier, filters) as (database, asked):
        return told_blockers(database, asked, gate)


def what_if(dossier: Dossier, changes: Sequence[str], **filters: Unpack[Filters]) -> WhatIf:
    """Which gates, conditions and list entries would move if changes came about; the record stays as it is.

    A change is written like "Russia: participation Jaish al-Islam = for" or "condition release of detainees = met".
    """
    with ask(dossier, filters) as (database, asked):
        return told_what_if(database, asked, changes)


def changes(dossier: Dossier, **filters: Unpack[Filters]) -> list[Change]:
    """When positions turned, from what to what, and between which sentences; with a ``limit`` the latest.

    A side is one holder, whoever speaks for it. A repetition is no change; a softening ("could accept") is told apart
    from a reversal. ``since`` and ``until`` bound the day of the turn.
    """
    with ask(dossier, filters) as (database, asked):
        return position_changes(database, asked)


def conflicts(dossier: Dossier, **filters: Unpack[Filters]) -> list[Conflict]:
    """What contradicts what, in pairs: disputes, turns, denials, misreports; by day, with a ``limit`` the latest.

    Nothing is settled here: both sides stay, each with its sentence and with those who passed it on.
    """
    with ask(dossier, filters) as (database, asked):
        return found_conflicts(database, asked)


def schedule(dossier: Dossier, **filters: Unpack[Filters]) -> list[Plan]:
    """Planned events, each with every date said for it, by whom and when, and its slips in days.

    Sorted by the time last planned; with a ``limit`` the latest. ``since`` and ``until`` choose what was planned for
    between them.
    """
    with ask(dossier, filters) as (database, asked):
        return planned_events(database, asked)


def show(dossier: Dossier, id: str) -> Shown:
    """One entry in full, by its id or the beginning of it: its sentence within its article and all that was read.

    ``id`` is that of a document, claim, statement or event. Raises QuestionError when no or several entries have it.
    """
    with open_record(dossier) as database:
        return show_entry(database, id)


def marks(dossier: Dossier, id: str) -> Marked:
    """A report with all that the record has read in it: statements, claims and events, each where it stands.

    Raises QuestionError where there is no such report.
    """
    with open_record(dossier) as database:
        return marked_document(database, id)


def truce(dossier: Dossier, **filters: Unpack[Filters]) -> list[TruceLine]:
    """A truce as a forum: who is in or excepted and according to whom, violations, and access for aid.

    Where the story names actors, only reports that mention three of them count; others tell of other truces.
    """
    with ask(dossier, filters) as (database, asked):
        return truce_lines(database, asked)
