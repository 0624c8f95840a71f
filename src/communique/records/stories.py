"""What `dossier.toml` says: the story, its actors, issues, lists and gates."""

from __future__ import annotations

import msgspec

from communique.records.readers import Reader
from communique.records.readings import Kind


class Actor(msgspec.Struct, frozen=True, kw_only=True, rename={"speaks_for": "for", "since": "from", "until": "to"}):
    """One entry of a gazetteer: an actor or place, its canonical name and the names it goes by.

    ``names`` are other names, spellings and translations. ``people`` are words for its people or officials
    ("Russian", "Russians"), which name it where they act or modify ("Russian officials"). ``metonyms`` name it only
    where they act or speak: a capital or seat ("Moscow", "the Kremlin"); elsewhere they are places.
    ``speaks_for`` and ``part_of`` are canonical names of other actors, ``title`` an office ("Foreign Minister");
    these hold from day ``since`` to day ``until``, empty meaning always.
    """

    name: str
    kind: Kind
    names: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    speaks_for: str = ""
    part_of: str = ""
    title: str = ""
    since: str = ""
    until: str = ""


class Gazetteer(msgspec.Struct, frozen=True):
    """Known actors and places, in order of rank: where two entries claim one name, the earlier wins."""

    actors: tuple[Actor, ...] = ()


class Issue(msgspec.Struct, frozen=True, kw_only=True):
    """A matter that positions are compared on: the words that name it and what +1 means ("Assad stays").

    ``opposite`` are words that name what -1 means ("departure"): to be for it is to be against the issue.
    """

    name: str
    words: tuple[str, ...]
    opposite: tuple[str, ...] = ()
    plus: str = ""
    minus: str = ""


class PinnedList(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A list that the story is about: who bears the ``label``, or who has a seat in the ``forum``.

    ``entries`` are whom it is about and ``holders`` whose positions count, both empty for all.
    """

    name: str
    label: str = ""
    forum: str = ""
    entries: tuple[str, ...] = ()
    holders: tuple[str, ...] = ()


class PinnedCondition(msgspec.Struct, frozen=True, kw_only=True, rename={"agreed": "list"}, forbid_unknown_fields=True):
    """A condition of a gate under the name that the story gives it.

    ``words`` are phrases that name it; a claim with one of them demands or rejects it. A report of an event that holds
    a phrase of ``met_by`` tells that it is met. ``agreed`` (written ``list``) names a list: the condition is met while
    the gate's deciders agree on it.
    """

    name: str
    words: tuple[str, ...] = ()
    met_by: tuple[str, ...] = ()
    agreed: str = ""


class PinnedGate(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something that waits for conditions: words that name it, who decides, its conditions and its lists.

    Without ``deciders`` all decide who take a position on its conditions and lists.
    """

    name: str
    words: tuple[str, ...] = ()
    deciders: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    conditions: tuple[PinnedCondition, ...] = ()


class Story(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What `dossier.toml` says: the title of the negotiation, its actors, issues, lists and gates, and who reads."""

    title: str = ""
    summary: str = ""
    actors: tuple[Actor, ...] = ()
    issues: tuple[Issue, ...] = ()
    lists: tuple[PinnedList, ...] = ()
    gates: tuple[PinnedGate, ...] = ()
    reader: Reader = Reader()
