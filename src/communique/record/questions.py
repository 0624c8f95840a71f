"""Every question that a user can ask of a dossier. Command line, web page and library all call these.

Each takes the dossier's folder and the same filters, and gives rows of `communique.record.answers`:

- ``as_of`` (ISO day): as it stood on that day, from what had been said and published by then. What has no date is
  shown last, with an empty day; it is never given one by guess.
- ``since``, ``until`` (ISO days, inclusive): only what falls between them.
- ``actor``: any name of an actor.
- ``limit``: rows at most.
- ``suggested``: also claims that are less sure, marked by ``stated=False`` (default); false leaves them out.

Bad filters raise QuestionError, a dossier without a sound record DossierError.
"""

from __future__ import annotations

from pathlib import Path

from communique.record.answers import ActorRow, Brief, DocumentRow, Entry, Hit, Position, Said, Shown
from communique.record.asking import check_filters
from communique.record.brief import compose_brief
from communique.record.lookups import find_sentences, read_documents, seen_actors
from communique.record.positions import held_positions
from communique.record.sayings import told_statements
from communique.record.showing import show_entry
from communique.record.store import SEARCH, open_record
from communique.record.timeline import told_events

__all__ = ["actors", "brief", "documents", "positions", "search", "show", "statements", "timeline"]

Dossier = str | Path


def positions(
    dossier: Dossier,
    *,
    as_of: str = "",
    since: str = "",
    until: str = "",
    actor: str = "",
    limit: int | None = None,
    suggested: bool = True,
) -> list[Position]:
    """What every holder's latest claim on each matter says, the best corroborated first; undated ones last.

    ``since`` and ``until`` choose what was held at some time between them.
    """
    with open_record(dossier) as database:
        asked = check_filters(
            database, as_of=as_of, since=since, until=until, actor=actor, limit=limit, suggested=suggested
        )
        return held_positions(database, asked)


def statements(
    dossier: Dossier,
    *,
    as_of: str = "",
    since: str = "",
    until: str = "",
    actor: str = "",
    limit: int | None = None,
    suggested: bool = True,
) -> list[Said]:
    """Who said what, latest first, undated ones last. ``suggested`` adds those whose speaker is no known actor."""
    with open_record(dossier) as database:
        asked = check_filters(
            database, as_of=as_of, since=since, until=until, actor=actor, limit=limit, suggested=suggested
        )
        return told_statements(database, asked)


def timeline(
    dossier: Dossier,
    *,
    as_of: str = "",
    since: str = "",
    until: str = "",
    actor: str = "",
    limit: int | None = None,
    suggested: bool = True,
) -> list[Entry]:
    """What happened and what was planned, by day, undated entries last; with a ``limit`` the latest."""
    with open_record(dossier) as database:
        asked = check_filters(
            database, as_of=as_of, since=since, until=until, actor=actor, limit=limit, suggested=suggested
        )
        return told_events(database, asked)


def actors(
    dossier: Dossier,
    *,
    as_of: str = "",
    since: str = "",
    until: str = "",
    actor: str = "",
    limit: int | None = None,
    suggested: bool = True,
) -> list[ActorRow]:
    """The actors of the reports with their spellings, the most reported first."""
    with open_record(dossier) as database:
        asked = check_filters(
            database, as_of=as_of, since=since, until=until, actor=actor, limit=limit, suggested=suggested
        )
        return seen_actors(database, asked)


def documents(
    dossier: Dossier,
    *,
    as_of: str = "",
    since: str = "",
    until: str = "",
    actor: str = "",
    limit: int | None = None,
    suggested: bool = True,
) -> list[DocumentRow]:
    """The reports by day of publication, undated ones last; with ``actor`` those that mention it."""
    with open_record(dossier) as database:
        asked = check_filters(
            database, as_of=as_of, since=since, until=until, actor=actor, limit=limit, suggested=suggested
        )
        return read_documents(database, asked)


def search(
    dossier: Dossier,
    query: str,
    *,
    as_of: str = "",
    since: str = "",
    until: str = "",
    actor: str = "",
    limit: int | None = 20,
    suggested: bool = True,
) -> list[Hit]:
    """The sentences that hold all words of a query, or some where none holds all; best first."""
    with open_record(dossier) as database:
        asked = check_filters(
            database, as_of=as_of, since=since, until=until, actor=actor, limit=limit, suggested=suggested
        )
        return find_sentences(database, Path(dossier) / SEARCH, query, asked)


def brief(
    dossier: Dossier,
    *,
    as_of: str = "",
    since: str = "",
    until: str = "",
    actor: str = "",
    limit: int | None = None,
    suggested: bool = True,
) -> Brief:
    """Where things stand: disputes, labels, seats, conditions, plans and what happened last; every line footnoted.

    ``limit`` bounds the lines of a section.
    """
    with open_record(dossier) as database:
        asked = check_filters(
            database, as_of=as_of, since=since, until=until, actor=actor, limit=limit, suggested=suggested
        )
        return compose_brief(database, asked)


def show(dossier: Dossier, id: str) -> Shown:
    """One entry in full, by its id or the beginning of it: its sentence within its article and all that was read.

    ``id`` is that of a document, claim, statement or event. Raises QuestionError when no or several entries have it.
    """
    with open_record(dossier) as database:
        return show_entry(database, id)
