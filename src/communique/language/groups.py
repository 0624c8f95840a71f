"""Governments, officials and groups by grammar: "Norlandic officials", "the opposition"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from communique.actors.names import fold_name
from communique.language.drafts import Cast, Draft, Ground, Name, is_capital
from communique.language.gazetting import Match
from communique.language.lexicon import lexicon
from communique.language.metonyms import acts_as_state, speaks_for_others
from communique.language.text import Token
from communique.records import Actor, Kind

HEAD = 8  # words of the longest dateline: "BEIRUT/AMMAN/GENEVA, 3 May"
CITY = 5  # letters from which a word in capitals is rather a city than initials
RUN = 6  # words between a nation's adjective and the noun that it modifies
RULED = frozenset({"state", "government"})  # what has a government: states, and regions that rule themselves
PEACEFUL = frozenset({"opposition", "separatists"})  # rivals of a government who need not be armed
ADJECTIVAL = ("can", "ian", "ean", "cratic", "ish", "ese", "ist", "ic")
EVALUATING = frozenset(
    "main leading top senior new former other major several largest biggest many some key prominent powerful s".split()
)


def draft_matches(ground: Ground) -> Iterator[Draft]:
    """A draft for each gazetteer match that names an actor or a place where it stands."""
    rival = rival_states(ground)
    for match in ground.matches:
        draft = _extended(ground, match, rival) or _government_of(ground, match, rival) or _plain(ground, match)
        if draft:
            yield draft


def rival_states(ground: Ground) -> Counter[str]:
    """How often each state is named beside its opposition, rebels or regime: where there is a conflict inside it."""
    words, found = lexicon(), Counter[str]()
    for match in ground.matches:
        if match.actor.kind == "state" and (head := noun_head(ground, match.last)) is not None:
            phrase = ground.tokens[match.last : head + 1]
            found[match.actor.name] += any(t.lower in words.rivals or t.lower in ("regime", "civil") for t in phrase)
    return +found


def adjective(actor: Actor) -> str:
    """The word that names an actor before a noun: "Norlandic"."""
    return actor.people[0] if actor.people else actor.name


def _extended(ground: Ground, match: Match, rival: Counter[str]) -> Draft | None:
    """The noun phrase that a match opens, where its head is an office, an organ or a group."""
    if match.actor.kind in ("person", "outlet", "place") or _attached(ground, match.last):
        return None
    words, tokens = lexicon(), ground.tokens
    head = noun_head(ground, match.last)
    if head is None:
        return None
    lower = tokens[head].lower
    if match.actor.kind not in RULED | {"body"} and lower not in words.offices | words.organs:
        return None
    if _own_body(ground, match, head):
        return Draft(match.first, head + 1, *composed(ground, match.actor, head, match.last), 0)
    if lower in words.governments and match.actor.kind in RULED:
        return Draft(match.first, head + 1, "government", government(ground, match.actor, rival), 2)
    between = {t.lower for t in tokens[match.last : head]}
    if lower in words.organs and not between & words.rivals:
        return Draft(match.first, head + 1, match.actor.kind, match.actor.name, 2)
    if lower in words.offices and not between & words.rivals:
        if match.role == "metonym" and speaks_for_others(ground.parse, tokens[head]):
            return None
        return Draft(match.first, head + 1, "person", match.actor.name, 3)
    if (lower in words.groups or between & words.rivals) and match.actor.kind in RULED | {"body"}:
        return Draft(match.first, head + 1, *composed(ground, match.actor, head, match.last), 3)
    return None


def _own_body(ground: Ground, match: Match, head: int) -> bool:
    """Whether an organ is not that of the state that its name begins with.

    It has a people's name besides ("Norlandic Highland forces"), a name of its own ("Norlandic National Army"), or is
    told apart from the state's ("Norland's eastern government").
    """
    words, between = lexicon(), ground.tokens[match.last : head]
    if match.actor.kind not in RULED or ground.tokens[head].lower not in words.organs:
        return False
    people = any(ground.name_at[t.index].kind == "other" for t in between if t.index in ground.name_at)
    named = is_capital(ground.tokens[head]) and any(is_capital(t) and t.lower in words.words["own"] for t in between)
    ruling = ground.tokens[head].lower in words.governments
    return people or named or (ruling and any(t.lower in words.words["parting"] for t in between))


def draft_names(ground: Ground, cast: Cast) -> Iterator[Draft]:
    """Noun phrases that a name opens: "Guild negotiators", "the Mora administration", "Mora's government"."""
    for name in ground.names:
        head = None if name.first - 1 in ground.match_at else noun_head(ground, name.last)
        if head is None or any(i in ground.match_at for i in range(name.last, head)):
            continue  # "Mora's Norlandic National Army" is not Mora
        if draft := _name_phrase(ground, name, cast, head):
            yield draft


def _name_phrase(ground: Ground, name: Name, cast: Cast, head: int) -> Draft | None:
    words, lower, actor = lexicon(), ground.tokens[head].lower, cast.actors[name]
    if name.kind == "person":
        return _led_by(ground, name, cast, head) if lower in ("government", "regime", "administration") else None
    if lower == "regime" and name.kind != "other":
        return _led_by(ground, name, cast, head)
    if name.kind in ("place", "outlet") or lower in words.others:
        return None
    if lower in words.offices:
        return Draft(name.first, head + 1, "person", actor, 0)
    if lower == "party" == name.kind:
        return Draft(name.first, head + 1, name.kind, actor, 0)
    if lower not in words.organs | words.groups:
        return None
    adjective_only = name.kind == "other" and ground.tokens[head].pos != "PROPN"
    whole = ground.text(name.first, head + 1) if adjective_only else actor
    kind = "armed_group" if adjective_only and _armed(lower) else name.kind
    return Draft(name.first, head + 1, kind, whole, 0)


def _led_by(ground: Ground, name: Name, cast: Cast, head: int) -> Draft:
    """The government of a person: "the Mora administration"; of the state that the person speaks for, if known."""
    noun, state = ground.tokens[head].lower, cast.speaks_for.get(cast.actors[name], "")
    known = ground.index.actors.get(fold_name(state)) if state else None
    if known and known.kind in RULED and noun != "administration":
        rival = Counter({known.name: 1})  # who calls a government by its leader tells of a conflict
        return Draft(name.first, head + 1, "government", government(ground, known, rival), 0)
    surname = ground.tokens[name.last - 1].text
    return Draft(name.first, head + 1, "government", f"{surname} {noun}", 0, state)


def draft_name_offices(ground: Ground, cast: Cast) -> Iterator[Draft]:
    """An unnamed office that belongs to a name: "the leader of the Guild"."""
    tokens, words = ground.tokens, lexicon()
    for name in ground.names:
        of = tokens[tokens[name.last - 1].head]
        head = tokens[of.head]
        near = of.lower == "of" and 0 < name.first - head.index <= 3 and head.index not in ground.name_at
        if near and name.kind in ("body", "party", "armed_group") and head.lower in words.offices:
            yield Draft(_phrase_start(ground, head.index), name.last, "person", cast.actors[name], 0)


def noun_head(ground: Ground, start: int) -> int | None:
    """The head noun of the phrase that goes on at a token, over adjectives, nouns and "'s", within its sentence."""
    tokens, last = ground.tokens, None
    words = lexicon()
    if _ends_dateline(ground, start - 1):
        return None
    for i in range(start, min(start + RUN, ground.parse.sentence_of(start - 1).last)):
        token = tokens[i]
        if i in ground.name_at and ground.name_at[i].kind == "person":
            return None
        if i == start and (token.tag == "POS" or token.text in ("s", "'", "’")):
            continue
        if token.tag == "HYPH" or token.text == "-":
            if i == start and i + 1 < len(tokens) and tokens[i + 1].lower in words.words["attached"]:
                return None
            continue
        if token.pos in ("NOUN", "PROPN") or token.lower in words.organs:
            last = i
        elif token.pos not in ("ADJ", "NUM") and token.tag not in ("VBN", "VBG"):
            break
        if last == i and token.lower in words.offices | words.organs and not _goes_on(ground, i):
            break
        if token.tag == "NNS" and i + 1 < len(tokens) and tokens[i + 1].tag == "NNS":  # "called the rebels | traitors"
            break
    return last if last is not None and _can_head(ground, last) else None


def _ends_dateline(ground: Ground, index: int) -> bool:
    """Whether a token ends a dateline that no sign parts from the report: "GENEVA Rebel leaders met"."""
    if index >= HEAD or index + 1 >= len(ground.tokens):
        return False
    *cities, first = (token.text for token in ground.tokens[: index + 2])
    capitals = all(word.isupper() for word in cities if word.isalpha())
    return capitals and len(ground.tokens[index].text) >= CITY and first.istitle()


def _can_head(ground: Ground, i: int) -> bool:
    """Whether a noun heads a phrase of its own: no part of a name, and not opposition *to* something."""
    words, token = lexicon(), ground.tokens[i]
    if opposes(ground, i):
        return False
    return i not in ground.name_at or token.lower in words.organs | words.groups | words.offices


def only_modifies(ground: Ground, name: Name) -> bool:
    """Whether an adjective of a people or party names nobody where it stands: "a Republican stronghold"."""
    words, token = lexicon(), ground.tokens[name.last - 1]
    adjective_like = name.kind == "other" and token.lower.endswith(ADJECTIVAL)
    head = ground.tokens[token.head].lower
    acting = words.words["acts"] | words.organs | words.offices | words.groups | words.collectives
    return adjective_like and token.dep in ("amod", "compound", "nmod") and head not in acting


def opposes(ground: Ground, i: int) -> bool:
    """Whether "opposition" is an attitude: "opposition to the plan"."""
    after = ground.tokens[i + 1] if i + 1 < len(ground.tokens) else None
    return ground.tokens[i].lower == "opposition" and after is not None and after.lower == "to" and after.dep == "prep"


def _goes_on(ground: Ground, i: int) -> bool:
    """Whether a noun is only the first part of a compound: "ministry" in "ministry spokesman"."""
    after = ground.tokens[i + 1] if i + 1 < len(ground.tokens) else None
    if after is not None and after.text == "-":
        return True
    return after is not None and after.pos in ("NOUN", "PROPN", "ADJ") and i + 1 not in ground.match_at


def composed(ground: Ground, actor: Actor, head: int, start: int) -> tuple[Kind, str]:
    """Kind and name of a group that a nation's adjective makes: "Norlandic opposition"."""
    tokens = ground.tokens
    qualifier = [t.text for t in tokens[start:head] if t.pos in ("ADJ", "PROPN", "NOUN") and t.lower not in EVALUATING]
    noun = tokens[head].text
    if tokens[head].lower in ("rebel", "militant"):
        noun = f"{tokens[head].lower}s"
    named = tokens[head].tag == "NNPS" or (bool(qualifier) and all(word[:1].isupper() for word in (*qualifier, noun)))
    name = " ".join([adjective(actor), *qualifier, noun if named else noun.lower()])
    if any(t.lower == "opposition" for t in tokens[start:head]):
        name = f"{adjective(actor)} opposition"
    elif any(t.lower in ("rebel", "insurgent") for t in tokens[start:head]):
        name = f"{adjective(actor)} rebels"
    known = ground.index.actors.get(fold_name(name))
    if known:
        return known.kind, known.name
    return ("armed_group" if _armed(noun) else "government" if noun == "government" else "other"), name


def _armed(noun: str) -> bool:
    """Whether a noun is one for armed men: "rebels", "militia"."""
    return noun.lower() in lexicon().rivals - PEACEFUL or noun.lower() in lexicon().words["forces"]


def government(ground: Ground, actor: Actor, rival: Counter[str]) -> str:
    """The state itself, or "Norlandic government" where the text tells of its opposition or rebels."""
    name = f"{adjective(actor)} government"
    if known := ground.index.actors.get(fold_name(name)):
        return known.name
    return name if rival[actor.name] else actor.name


def _government_of(ground: Ground, match: Match, rival: Counter[str]) -> Draft | None:
    """A phrase such as "the government of Norland", "the president of Norland" or "the authorities in Estgrad"."""
    words, tokens = lexicon(), ground.tokens
    token = tokens[match.last - 1]
    of = tokens[token.head]
    head = tokens[of.head]
    seated = of.lower == "in" and match.role == "metonym" and (_sits(ground, head) or _of_government(ground, head))
    if token.dep != "pobj" or match.actor.kind not in RULED | {"body"} or match.role == "people":
        return None
    if of.lower != "of" and not seated:
        return None
    coordinated = any(tokens[i].dep == "conj" for i in ground.parse.children[token.index])
    if head.index >= match.first or match.first - head.index > 3 or coordinated:
        return None
    if head.lower in words.governments:
        return Draft(head.index, match.last, "government", government(ground, match.actor, rival), 2)
    if head.lower in words.organs:
        return Draft(head.index, match.last, match.actor.kind, match.actor.name, 2)
    if head.lower in words.offices:
        return Draft(_phrase_start(ground, head.index), match.last, "person", match.actor.name, 3)
    return None


def _of_government(ground: Ground, head: Token) -> bool:
    """Whether an office is told to be a government's: "a government spokesman in Estgrad"."""
    before = [ground.tokens[i].lower for i in ground.parse.children[head.index] if ground.tokens[i].dep == "compound"]
    ruling = lexicon().governments | lexicon().words["ministries"]
    return head.lower in lexicon().offices and not ruling.isdisjoint(before)


def _sits(ground: Ground, head: Token) -> bool:
    """Whether a noun with a capital behind it is the government there; what is named or told apart may be a guest."""
    words, children = lexicon(), ground.parse.children[head.index]
    apart = [ground.tokens[i] for i in children if ground.tokens[i].dep in ("amod", "compound", "nmod", "poss")]
    ruling = head.lower in words.governments or head.lower in words.words["ruling"]
    return ruling and all(word.lower in EVALUATING for word in apart)


def _phrase_start(ground: Ground, head: int) -> int:
    start = head
    while start and _modifies(ground.tokens[start - 1], start, head):
        start -= 1
    return start


def _modifies(token: Token, first: int, last: int) -> bool:
    """Whether an adjective or a noun belongs to one of the words ``first`` to ``last``."""
    return first <= token.head <= last and token.dep in ("amod", "compound")


def _plain(ground: Ground, match: Match) -> Draft | None:
    """The match alone: a name wherever it stands, a seat as actor or place, an adjective only where it acts."""
    last = ground.tokens[match.last - 1]
    if _attached(ground, match.last):
        return _led_coalition(ground, match)
    if match.role == "name":
        return Draft(match.first, match.last, match.actor.kind, match.actor.name, 4)
    if match.role == "metonym":
        if acts_as_state(ground.parse, last.index) or _seat(ground, match) or _told_of(ground, match):
            return Draft(match.first, match.last, match.actor.kind, match.actor.name, 4)
        written = ground.text(match.first, match.last)
        return Draft(match.first, match.last, "place", written.title() if written.isupper() else written, 5)
    return Draft(match.first, match.last, match.actor.kind, match.actor.name, 5) if _people_act(ground, last) else None


def _led_coalition(ground: Ground, match: Match) -> Draft | None:
    """A coalition called after who leads it: "the Norland-led coalition"."""
    for i in range(match.last, min(match.last + 5, len(ground.tokens))):
        token = ground.tokens[i]
        if token.lower in ("coalition", "alliance", "bloc"):
            return Draft(match.first, i + 1, "body", ground.text(match.first, i + 1), 2)
        if token.pos in ("VERB", "AUX", "ADP", "PUNCT") and token.tag not in ("VBN", "HYPH") and token.text != "-":
            break
    return None


def _told_of(ground: Ground, match: Match) -> bool:
    """Whether a clause goes on about what a capital does: "Estgrad, which backs the plan"."""
    after = [token.lower for token in ground.tokens[match.last : match.last + 2]]
    return after == [",", "which"]


def _seat(ground: Ground, match: Match) -> bool:
    """Whether a metonym is a seat of government, which takes an article as no city does, and is not where one is."""
    tokens = ground.tokens
    if match.first == 0 or tokens[match.first - 1].lower != "the":
        return False
    if speaks_for_others(ground.parse, tokens[tokens[match.first - 1].head]):
        return False
    before = tokens[match.first - 2].lower if match.first > 1 else ""
    after = tokens[match.last].lower if match.last < len(tokens) else ""
    return after not in lexicon().words["place_heads"] and before not in (
        "in",
        "at",
        "near",
        "outside",
        "around",
        "inside",
        "to",
    )


def _attached(ground: Ground, end: int) -> bool:
    """Whether a hyphen ties the name to a participle: "U.S.-backed"."""
    tokens = ground.tokens
    if tokens[end - 1].lower.rpartition("-")[2] in lexicon().words["attached"]:
        return True
    return end + 1 < len(tokens) and tokens[end].text == "-" and tokens[end + 1].lower in lexicon().words["attached"]


def _people_act(ground: Ground, token: Token) -> bool:
    """Whether an adjective of a nation names it: as a noun, or before what it does or an organ of it."""
    words = lexicon()
    head = ground.tokens[token.head]
    if token.dep == "conj":
        head = ground.tokens[head.head] if head.dep in ("amod", "compound", "poss") else head
    if token.dep in ("nsubj", "nsubjpass", "pobj", "dobj", "poss", "agent", "conj") and token.pos in ("PROPN", "NOUN"):
        return True
    after_article = token.index > 0 and ground.tokens[token.index - 1].lower == "the"
    if token.dep in ("nsubj", "poss") or (after_article and token.dep in ("pobj", "dobj")):
        return True
    named = head.lower in words.organs or head.lower in words.offices or head.lower in words.words["acts"]
    return named and token.dep in ("amod", "compound", "nmod", "conj")
