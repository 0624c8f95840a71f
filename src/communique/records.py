"""Every record that passes between the parts of Communiqué.

Read this first. All records are frozen. Offsets are half-open character positions in ``Document.text``,
so ``document.text[span.start:span.end] == span.text`` holds for every span. Dates are ISO 8601 strings, because doubt
about a date is part of the data: a day (``2016-01-20``), a month (``2016-01``), a year (``2016``) or an interval of
days (``2016-01-20/2016-01-25``). An empty string means "not known", never "today".

Records are `msgspec` structs: they validate what is loaded from TOML, JSON and Parquet, and print the `extract` format,
in which ``speaks_for`` is written ``for``, ``earliest`` ``from`` and ``latest`` ``to``.
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

Basis = Literal["person", "given", "metadata", "dateline", "byline", "url", "unknown"]
"""How a publication date is known, from the surest to none at all; ``person`` where somebody corrected it."""

Kind = Literal["person", "state", "government", "armed_group", "party", "body", "outlet", "place", "other"]
"""What a mention names. A state's capital that stands for its government is a mention of kind ``state``."""

ClaimType = Literal[
    "designation",
    "participation",
    "condition",
    "stance",
    "request",
    "pledge",
    "agree",
    "accuse",
    "threaten",
    "consult",
    "schedule",
]
"""The eleven types of the claims guidelines: four standing positions first, then seven acts."""

ENGLISH = "en"
"""The one language that is read."""

STANDING: frozenset[str] = frozenset({"designation", "participation", "condition", "stance"})
"""Claim types that hold until their holder changes them."""

Status = Literal[
    "", "set", "hoped", "expected", "proposed", "postponed", "cancelled", "refused", "started", "ended", "suspended"
]
"""What a `schedule` claim says of its date; empty for every other type."""

Act = Literal[
    "accept", "reject", "correct", "add", "met", "dropped", "open", "merge", "split", "exclude", "undo", "redo"
]
"""What a person may decide.

Four acts on a claim (`correct` also on a report), three on the condition that a claim names; two actors or events are
one or apart, a report is left out; a decision is taken back, and that too.
"""

Category = Literal[
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
]
"""The sixteen event categories of PLOVER (Halterman et al. 2023, *PLOVER and POLECAT*)."""


class Span(msgspec.Struct, frozen=True):
    """A piece of a document's text: ``document.text[start:end] == text``."""

    start: int
    end: int
    text: str


class Published(msgspec.Struct, frozen=True):
    """When a report was published, how that is known, and how sure that is (0 to 1).

    ``date`` is an ISO day, or empty with basis ``unknown``. It is never inferred from the story told.
    """

    date: str = ""
    basis: Basis = "unknown"
    confidence: float = 0.0


class Segment(msgspec.Struct, frozen=True):
    """A run of clean text and where it came from.

    ``text[start:end]`` was read from ``raw[raw_start:raw_end]`` (bytes of the raw report in its own encoding).
    """

    start: int
    end: int
    raw_start: int
    raw_end: int


class Report(msgspec.Struct, frozen=True):
    """One report as it was found, before it is read: the unit that is handed to a worker.

    ``source`` is the path or URL it came from, with ``#n`` for the n-th entry (from 1) of a file that holds many.
    ``raw`` are its own bytes: the whole file, or the one line, row or entry of it. ``format`` names the reader:
    ``html``, ``text`` or ``fields``. In a ``fields`` report ``raw`` is the entry as JSON with the usual names
    (``id``, ``title``, ``text`` or ``html``, ``date``, ``url``, ``outlet``, ``author``, ``language``).
    ``given`` holds what the person said of every report on the command line (``outlet``, ``date``); it outranks the
    rest.
    """

    source: str
    raw: bytes
    format: str
    given: dict[str, str] = {}


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """One article as read: clean text, who published it, when, and how that is known.

    ``id`` is the input's own id, else the hash of the raw bytes. ``place`` is the dateline's, as written.
    ``language`` is ISO 639-1; a report that is not in English is kept but nothing is extracted from it.
    ``segments`` map the clean text back to ``raw``, in order; clean characters in no segment are white space.
    ``notes`` say in plain words what was doubtful or went wrong in reading, one sentence each.
    """

    id: str
    source: str
    text: str
    title: str = ""
    url: str = ""
    outlet: str = ""
    author: str = ""
    agency: str = ""
    place: str = ""
    published: Published = Published()
    language: str = "en"
    raw: bytes = b""
    encoding: str = "utf-8"
    segments: tuple[Segment, ...] = ()
    notes: tuple[str, ...] = ()


class Mention(msgspec.Struct, frozen=True, rename={"speaks_for": "for"}):
    """A span that names an actor or a place.

    ``actor`` is its canonical English name, empty if it cannot be told. ``speaks_for`` names the actor that a person
    speaks for ("Russia" for Sergei Lavrov), empty if the article and the gazetteer do not tell.
    """

    start: int
    end: int
    text: str
    kind: Kind
    actor: str = ""
    speaks_for: str = ""


class Time(msgspec.Struct, frozen=True, rename={"earliest": "from", "latest": "to"}):
    """A time expression, after TIMEX3 (ISO-TimeML).

    ``type`` is ``DATE``, ``TIME``, ``DURATION`` or ``SET``; ``value`` the TIMEX3 value (``2016-01-20``, ``2016-W03``,
    ``P2W``, ``XXXX-WXX-3`` where the publication date is unknown). ``earliest`` and ``latest`` are the first and the
    last day that it can mean, empty where unresolved.
    """

    start: int
    end: int
    text: str
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str
    earliest: str = ""
    latest: str = ""


class Speaker(msgspec.Struct, frozen=True, rename={"speaks_for": "for"}):
    """Who is said to have said something: a span and the actor it names."""

    start: int
    end: int
    text: str
    actor: str = ""
    speaks_for: str = ""


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """Reported speech: speaker, cue and content, after PolNeAR (Newell et al. 2018).

    ``content`` are the pieces of what was said (several where the quotation is split or runs on). ``chain`` names who
    passed it on, the nearest to the reader first ("Interfax", "the ministry"). ``said`` is the day or interval
    on which it was said. ``quoted`` tells whether all of the content stands in quotation marks.
    """

    speaker: Speaker | None
    cue: Span | None
    content: tuple[Span, ...]
    addressee: str = ""
    chain: tuple[str, ...] = ()
    said: str = ""
    quoted: bool = False


class Claim(msgspec.Struct, frozen=True, kw_only=True, rename={"speaks_for": "for"}):
    """One typed unit of a negotiation, with its evidence. The guidelines define types, polarity and fields.

    ``holder``, ``speaks_for`` and ``argument`` are canonical names. ``polarity`` is +1 or -1. ``date`` is when it was
    said or done, or for ``schedule`` the time that is planned. ``quote`` is ``text[start:end]``; ``sentence`` the span
    of the sentence around it. ``rule`` names the rule or model that found it; ``confidence`` (0 to 1) says how often
    such a claim is right; ``stated`` claims make the record, the others are suggested.
    """

    type: ClaimType
    holder: str
    argument: str
    topic: str
    polarity: Literal[1, -1]
    quote: str
    start: int
    end: int
    sentence: tuple[int, int]
    rule: str
    confidence: float
    stated: bool = False
    speaks_for: str = ""
    date: str = ""
    status: Status = ""


class ClaimFields(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, rename={"speaks_for": "for"}):
    """What a claim says, without its evidence; the fields are those of a `Claim`."""

    type: ClaimType
    holder: str = ""
    speaks_for: str = ""
    argument: str = ""
    topic: str = ""
    polarity: Literal[1, -1] = 1
    date: str = ""
    status: Status = ""


class Place(msgspec.Struct, frozen=True):
    """A piece of a report: characters ``start`` to ``end`` of the text of ``document`` read ``quote``."""

    document: str
    start: int
    end: int
    quote: str


class ReportFields(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a person says of a report: the day on which it was published, and its outlet. None leaves that as it is."""

    published: str | None = None
    outlet: str | None = None


class Decision(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a person decided: one line of `decisions.jsonl`. It holds for its evidence, not for a row of the record.

    ``place`` is the evidence that it is about; without a quotation it is the whole report.

    - Of a claim ``before`` is what it said when it was decided about, and ``after`` what it says from now on. A
      rejected claim has no ``after``, an added one no ``before``. ``met``, ``dropped`` and ``open`` say that of the
      condition that the claim ``before`` names, from ``day`` on; ``proof`` is what shows it, if a report does.
    - Of a report ``report_before`` and ``report_after`` are what is corrected; an excluded one counts as never added.
    - Of actors ``names`` are the evidence. Merged, all of them are one actor, called by the first. Split off, the first
      is an actor of its own, called by the second where there is one, in the one report of ``place`` or in all.
    - Of events ``kind`` is what they are, and ``place`` and ``other`` are the pieces of two reports that tell of one
      event (merge), or of which the first does not tell of the event of the other (split).

    ``over`` is the id of another decision: the one that an undo takes back, the undo that a redo takes back, or for
    every other act the one that its reviewer knew of and put this one in its stead. ``when`` is a time in UTC.
    """

    act: Act
    when: str
    place: Place | None = None
    who: str = ""
    why: str = ""
    before: ClaimFields | None = None
    after: ClaimFields | None = None
    day: str = ""
    proof: Place | None = None
    report_before: ReportFields | None = None
    report_after: ReportFields | None = None
    names: tuple[str, ...] = ()
    kind: str = ""
    other: Place | None = None
    over: str = ""


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """Something that happened, in PLOVER's terms. ``text[start:end]`` is the clause that tells it.

    ``category`` is one of sixteen, ``mode`` PLOVER's finer kind or empty, ``code`` the trigger rule that found it.
    """

    category: Category
    mode: str = ""
    code: str = ""
    actor: str = ""
    recipient: str = ""
    date: str = ""
    place: str = ""
    start: int
    end: int


class Extraction(msgspec.Struct, frozen=True, kw_only=True):
    """All that was read out of one document: the output of the map stage."""

    mentions: tuple[Mention, ...] = ()
    times: tuple[Time, ...] = ()
    statements: tuple[Statement, ...] = ()
    claims: tuple[Claim, ...] = ()
    events: tuple[Event, ...] = ()
    sentences: tuple[tuple[int, int], ...] = ()


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


class Calibration(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How far the claims of a language model are trusted, as measured on annotated articles.

    ``alone`` is how often a claim is right that the model reads and the local reader does not (0 to 1), ``types`` the
    same for single types. Where both read a claim, the odds that the local reader gives it grow by the factor ``lift``.
    """

    alone: Annotated[float, Meta(gt=0, lt=1)]
    lift: Annotated[float, Meta(ge=1)]
    types: dict[ClaimType, Annotated[float, Meta(gt=0, lt=1)]] = {}


class Reader(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who reads the claims: the local reader alone, or a language model too; the `[reader]` table of `dossier.toml`.

    ``model`` is its name on the server at ``base_url``, which speaks the OpenAI chat interface. ``calls_at_once``
    bounds the calls in flight, ``timeout`` is how many seconds a call may take, and ``retries`` how often it is tried
    again. An article is sent in pieces of at most ``piece`` characters, each answered in at most ``answer`` tokens.
    ``max_calls`` and ``max_tokens`` are the budget of one run, 0 for none. Without a ``calibration`` the cautious one
    that comes with the program holds.

    The rest is said for one run and cannot stand in `dossier.toml`: the file with the key, the tape that a run is
    recorded on or replayed from, and the file that lists the claims refused.
    """

    use: Literal["local", "model"] = "local"
    model: str = ""
    base_url: str = ""
    calls_at_once: Annotated[int, Meta(ge=1, le=64)] = 4
    timeout: Annotated[float, Meta(gt=0)] = 300.0
    retries: Annotated[int, Meta(ge=0, le=20)] = 5
    piece: Annotated[int, Meta(ge=1000)] = 6000
    answer: Annotated[int, Meta(ge=100)] = 4096
    max_calls: Annotated[int, Meta(ge=0)] = 0
    max_tokens: Annotated[int, Meta(ge=0)] = 0
    calibration: Calibration | None = None
    key_file: str = ""
    record: str = ""
    replay: str = ""
    refused: str = ""


FOR_ONE_RUN = ("key_file", "record", "replay", "refused")
"""What a `Reader` is told for one run alone."""


class Refusal(msgspec.Struct, frozen=True, kw_only=True):
    """A claim of a language model that was not kept: the report, why, and what the model said, as JSON."""

    document: str
    source: str
    reason: str
    said: str


class Tally(msgspec.Struct, frozen=True, kw_only=True):
    """What a language model has done in a run so far.

    ``articles`` were given to it, of which ``unread`` got no (whole) answer. ``calls`` went to the server, ``known``
    answers came from the cache or the tape. ``tokens`` count prompts and answers. ``claims`` were kept, ``agreed`` of
    them are read by the local reader too; ``refused`` counts the others by reason. ``problem`` is why the last article
    was left unread.
    """

    articles: int = 0
    unread: int = 0
    calls: int = 0
    known: int = 0
    tokens: int = 0
    claims: int = 0
    agreed: int = 0
    refused: dict[str, int] = {}
    problem: str = ""


class Estimate(msgspec.Struct, frozen=True, kw_only=True):
    """What a run with a language model would take: articles, calls to the server, and tokens of prompts and answers.

    ``known`` answers are in the cache or on the tape already. The tokens are guessed from the characters, the answers
    at their longest.
    """

    articles: int
    calls: int
    known: int
    prompt_tokens: int
    answer_tokens: int


class Story(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What `dossier.toml` says: the title of the negotiation, its actors, issues, lists and gates, and who reads."""

    title: str = ""
    summary: str = ""
    actors: tuple[Actor, ...] = ()
    issues: tuple[Issue, ...] = ()
    lists: tuple[PinnedList, ...] = ()
    gates: tuple[PinnedGate, ...] = ()
    reader: Reader = Reader()


class Failure(msgspec.Struct, frozen=True):
    """An input that could not be read, in one line: where, what is wrong, and what to try."""

    source: str
    problem: str
    hint: str = ""


class Read(msgspec.Struct, frozen=True):
    """One document with what was extracted from it: a row of the map stage's output."""

    document: Document
    extraction: Extraction
