"""What the record answers: one frozen row type a question. Days are ISO strings, empty where not known."""

from __future__ import annotations

import msgspec


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """Where an entry comes from: characters ``start`` to ``end`` of a document are its ``quote``.

    ``via`` are those who passed it on, the nearest to the reader first, anonymous ones included. ``witness`` is whom
    the report has it from: evidence with one witness is one origin. ``inferred`` is a day or interval in which a
    report without a date was published, as far as the record can tell; `documents` has the reasons.
    """

    document: str
    outlet: str
    published: str
    inferred: str = ""
    title: str
    start: int
    end: int
    quote: str
    sentence: str
    via: tuple[str, ...] = ()
    witness: str

    @property
    def dated(self) -> str:
        """When it was published: the day, else the days that are inferred, marked so, else "undated"."""
        return self.published or (f"inferred {self.inferred}" if self.inferred else "undated")


class Position(msgspec.Struct, frozen=True, kw_only=True):
    """What a holder's latest claim on a matter says.

    ``type`` is the claim's, ``matter`` how the matter is called, ``argument`` the other actor in it, ``issue`` the
    issue of the story it belongs to. ``grouped`` is false where a stance is compared by its words alone. ``position``
    is its polarity in words, ``polarity`` +1 or -1. ``since`` is the
    first day of this unbroken position, ``latest`` the last day on which it was said; both are empty where no day is
    known. ``origins`` counts its independent origins: reprints are one, and so are reports that have it from one agency
    or source; ``outlets`` and ``documents`` count all who print it. An empty ``holder`` is the reports
    themselves. ``key`` is equal for positions on one matter.
    """

    holder: str
    speaks_for: str
    type: str
    matter: str
    argument: str
    issue: str
    grouped: bool
    position: str
    polarity: int
    since: str
    latest: str
    origins: int
    outlets: int
    documents: int
    stated: bool
    evidence: tuple[Evidence, ...]
    id: str
    key: str


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """A statement: who said what, when, to whom and through whom.

    The same words of the same speaker, told by several reports, are one statement.
    """

    day: str
    speaker: str
    speaks_for: str
    cue: str
    content: str
    addressee: str
    chain: str
    quoted: bool
    origins: int
    outlets: int
    documents: int
    evidence: tuple[Evidence, ...]
    id: str


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the timeline: an event or an act that one or several reports tell of.

    It was between ``day`` and ``until``. ``basis`` says how that is known: ``told`` by a report, ``reported`` where
    only the day of the first report is known, empty where nothing is. For a schedule ``day`` is when it was first said
    and ``planned`` the time planned. ``kind`` is a claim's type or one of PLOVER's categories in lower case, with
    "(not)" for a negative one.
    """

    day: str
    until: str
    basis: str
    kind: str
    who: tuple[str, ...]
    what: str
    place: str
    status: str
    planned: str
    origins: int
    outlets: int
    documents: int
    stated: bool
    evidence: tuple[Evidence, ...]
    id: str


class Dated(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a ledger: on ``day`` ``by`` said that an event is ``planned`` for a day or interval.

    ``grain`` says how exact that is (day, days, week, month, year). ``status`` is set, hoped, expected, proposed,
    postponed, cancelled, refused, suspended, or held where it took place. ``planned`` is when it ends if ``ending``.
    """

    day: str
    by: str
    speaks_for: str
    planned: str
    grain: str
    status: str
    ending: bool
    stated: bool
    evidence: tuple[Evidence, ...]
    id: str


class Slip(msgspec.Struct, frozen=True, kw_only=True):
    """A planned time that moved: on ``day`` from ``planned`` to ``now``, by ``days`` (negative: brought forward)."""

    day: str
    planned: str
    now: str
    days: int


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """A planned event with its ledger.

    ``planned`` is the time said last, ``state`` the last status, ``slipped`` the days of all ``slips`` together.
    """

    event: str
    kind: str
    state: str
    planned: str
    slipped: int
    slips: tuple[Slip, ...]
    said: tuple[Dated, ...]
    origins: int
    outlets: int
    documents: int
    stated: bool
    evidence: tuple[Evidence, ...]
    id: str


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """A position that turned on ``day``: ``holder``, or who speaks for it, said ``before`` and says ``after``.

    ``kind`` is ``reversal``, or ``softening`` where the new position is taken with less than a plain yes or no.
    ``since`` is the last day on which the old one was said, ``was`` its evidence; ``evidence`` is that of the new one,
    whose ``polarity`` it is. ``key`` is equal for changes on one matter.
    """

    day: str
    holder: str
    kind: str
    type: str
    matter: str
    argument: str
    issue: str
    before: str
    after: str
    polarity: int
    since: str
    origins: int
    outlets: int
    documents: int
    stated: bool
    was: tuple[Evidence, ...]
    evidence: tuple[Evidence, ...]
    id: str
    key: str


class Voice(msgspec.Struct, frozen=True, kw_only=True):
    """One side of a conflict: who, what it says where the two differ, and on which day."""

    holder: str
    says: str
    day: str
    evidence: tuple[Evidence, ...]


class Conflict(msgspec.Struct, frozen=True, kw_only=True):
    """Two entries that contradict each other.

    ``kind`` is ``dispute`` (two sides stand against each other), ``turn`` (one side, two times), ``denial`` (``other``
    is the accusation that it answers or the report of the deed, None where no report tells one) or ``misreport`` (two
    origins tell one thing differently). They differ in what ``about`` names: position, act, date or place. ``day`` is
    that of the later.
    """

    kind: str
    about: str
    matter: str
    one: Voice
    other: Voice | None
    day: str
    stated: bool
    evidence: tuple[Evidence, ...]
    id: str


class TruceLine(msgspec.Struct, frozen=True, kw_only=True):
    """One line on a truce.

    ``kind`` is ``in`` (who keeps it or agrees to it), ``refuses``, ``excepted``, ``violation``, ``aid asked``, ``aid
    granted`` or ``aid blocked``. ``who`` is in it, is said to have violated it, is asked for access, grants or blocks
    it; ``by`` is according to whom, empty for the reports themselves. It was between ``day`` and ``until``.
    """

    kind: str
    who: str
    by: str
    day: str
    until: str
    place: str
    origins: int
    outlets: int
    documents: int
    stated: bool
    evidence: tuple[Evidence, ...]
    id: str


class ActorRow(msgspec.Struct, frozen=True, kw_only=True):
    """An actor with its spellings and how much the record has of it."""

    name: str
    kind: str
    speaks_for: str
    names: tuple[str, ...]
    documents: int
    mentions: int
    claims: int


class DocumentRow(msgspec.Struct, frozen=True, kw_only=True):
    """A report: when it was published, how that is known, and which report it reprints.

    ``reprints`` counts the other reports of the same origin. ``added`` is when it came into the dossier, in UTC.
    Of a report without a date ``inferred`` is the day or interval in which it was published, with the ``reasons``;
    ``presumed`` if it took more than what this report and others say.
    """

    id: str
    published: str
    basis: str
    confidence: float
    outlet: str
    title: str
    language: str
    origin: str
    reprints: int
    claims: int
    source: str
    notes: str
    added: str
    inferred: str
    presumed: bool
    reasons: tuple[str, ...]


class DecisionRow(msgspec.Struct, frozen=True, kw_only=True):
    """What a person decided: ``act`` on what ``before`` and ``after`` tell in one line each.

    ``decided`` is when, in UTC. ``state`` is ``applied``, ``idle`` where nothing is read that it is about, ``orphaned``
    where its evidence is gone, ``excluded`` where its report is, ``undone``, ``replaced`` by a decision that was taken
    knowingly instead, or ``waiting`` until the record is built. ``quote`` is the evidence as it was, in ``document``.
    ``claim`` is the id of the claim that stands because of it, or that names the condition; ``day`` from when on the
    condition is so. ``over`` is the decision that it takes back or replaces.
    """

    decided: str
    act: str
    who: str
    why: str
    before: str
    after: str
    day: str
    state: str
    claim: str
    document: str
    quote: str
    over: str
    evidence: tuple[Evidence, ...]
    id: str


class QueueRow(msgspec.Struct, frozen=True, kw_only=True):
    """A claim that nobody has decided about, and why somebody should: ``reasons``, the weightiest first.

    ``told`` is the claim in one line; its fields are in the names of its own report. ``confidence`` says how often such
    a reading is right. ``before`` and ``after`` are the sentences around its own.
    """

    told: str
    type: str
    holder: str
    speaks_for: str
    argument: str
    topic: str
    polarity: int
    date: str
    status: str
    matter: str
    reasons: tuple[str, ...]
    confidence: float
    stated: bool
    before: str
    evidence: tuple[Evidence, ...]
    after: str
    id: str


class BinRow(msgspec.Struct, frozen=True, kw_only=True):
    """What people took out and can put back: a rejected ``claim``, an excluded ``report`` or an undone ``decision``.

    ``told`` is it in one line, ``act`` what was decided; ``id`` is the decision, which `restore` takes.
    """

    decided: str
    what: str
    act: str
    told: str
    who: str
    why: str
    document: str
    quote: str
    id: str


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence that a search found. ``hits`` are (start, end) within the sentence."""

    day: str
    outlet: str
    sentence: str
    hits: tuple[tuple[int, int], ...]
    evidence: tuple[Evidence, ...]
    id: str


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """One entry in full.

    ``fields`` say what was read. ``before`` and ``after`` are the sentences around the first piece of evidence. Of a
    document ``text`` is the article and ``found`` what was read out of it, one line an entry, its id first.
    """

    id: str
    what: str
    fields: dict[str, str]
    before: str = ""
    evidence: tuple[Evidence, ...] = ()
    after: str = ""
    text: str = ""
    found: tuple[str, ...] = ()
