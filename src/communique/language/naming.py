"""Names of persons, groups and places that no gazetteer knows: the model's entities, repaired by their surroundings."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise

from communique.actors.names import fold_name, fold_word
from communique.language.drafts import Ground, Name, is_capital
from communique.language.gazetting import Match
from communique.language.genders import is_given_name
from communique.language.lexicon import kind_of_word, lexicon
from communique.language.text import Entity, Token
from communique.records import Kind

LABELS: dict[str, Kind] = {
    "PERSON": "person",
    "ORG": "body",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "NORP": "other",
}
PARTICLES = frozenset("de van von der den bin ibn al el da dos di du la le abu ben ould -".split())
LOCATIVE = frozenset(
    {"in", "near", "at", "into", "around", "outside", "across", "inside", "north", "south", "east", "west"}
)
WEAPON = re.compile(r"[A-Za-z]{1,4}-?\d{1,4}[A-Za-z]?")
CREDITS = frozenset({"reporting", "editing", "writing", "compiled", "edited", "photo", "photograph", "translated"})
LONGEST = 9  # tokens of a name; what is longer is a heading or a list
TRIMMED = frozenset("the a an 's ’s , . - — – \" “ ” ' ’ ( ) : and of &".split())
MONTHS = frozenset({"may", "march", "august", "april", "june"})


def find_names(ground: Ground) -> tuple[Name, ...]:
    """The names in a text, each with its kind, in order and without overlap."""
    found = [name for entity in _parted(ground) for name in _repair(ground, entity)]
    found = [name for name in found if not _credited(ground, name)]
    taken = {i for name in found for i in range(name.first, name.last)}
    found += list(_titled(ground, taken))
    taken |= {i for name in found for i in range(name.first, name.last)}
    for find in (_run, _located, _headed, _acronym):
        more = [name for token in ground.tokens if (name := find(ground, token, taken))]
        taken |= {i for name in more for i in range(name.first, name.last)}
        found += more
    agreed = _agree(ground, sorted(found, key=lambda name: name.first))
    return tuple(sorted(agreed, key=lambda name: name.first))


def settle_matches(ground: Ground, names: tuple[Name, ...]) -> tuple[Match, ...]:
    """The gazetteer's matches that are no mere part of a longer name ("Washington" in "George Washington")."""
    inside = {i: name for name in names for i in range(name.first, name.last)}
    return tuple(match for match in ground.matches if match.first not in inside)


def _credited(ground: Ground, name: Name) -> bool:
    """Whether a person is named for making the report: "(Reporting by …; Editing by …)"."""
    if name.kind != "person":
        return False
    first = max(ground.parse.sentence_of(name.first).first, name.first - 25)
    words = [token.lower for token in ground.tokens[first : name.first]]
    return any(word in CREDITS and after == "by" for word, after in pairwise(words))


def _parted(ground: Ground) -> Iterator[Entity]:
    """The model's entities; one that runs two names together is parted before a given name, or at "and"."""
    alone = {fold_name(ground.text(entity.first, entity.last)) for entity in ground.parse.entities}
    for entity in ground.parse.entities:
        cut = _cut(ground, entity, alone) if entity.label in ("ORG", "GPE", "LOC", "PERSON", "FAC") else None
        if cut is None:
            yield entity
            continue
        yield Entity(entity.first, cut, entity.label)
        second = ground.tokens[cut].lower == "and"
        yield Entity(cut + second, entity.last, entity.label if second else "PERSON")


def _cut(ground: Ground, entity: Entity, alone: set[str]) -> int | None:
    for i in range(entity.first + 1, entity.last - 1):
        token = ground.tokens[i]
        if token.lower == "and":
            halves = (ground.text(entity.first, i), ground.text(i + 1, entity.last))
            known = i - 1 in ground.match_at or i + 1 in ground.match_at
            if known or any(fold_name(half) in alone for half in halves):
                return i
        elif entity.label != "PERSON" and entity.last - i == 2 and is_given_name(token.text) and is_capital(token):
            surname = ground.tokens[i + 1]
            if is_capital(surname) and not kind_of_word(surname.lower, lexicon().heads):
                return i
    return None


def _located(ground: Ground, token: Token, taken: set[int]) -> Name | None:
    """A place that the model missed, by the preposition before it: "near Estgrad"."""
    tokens = ground.tokens
    first = token.index + 1
    if token.lower not in LOCATIVE or token.pos not in ("ADP", "SCONJ") or first >= len(tokens):
        return None
    last = first
    while last < len(tokens) and last - first < 3 and tokens[last].tag == "NNP" and is_capital(tokens[last]):
        last += 1
    free = taken.isdisjoint(range(first, last + 1)) and not any(i in ground.match_at for i in range(first, last + 1))
    if (
        last == first
        or not free
        or not _is_name(ground, first, last)
        or any(t.text.isupper() for t in tokens[first:last])
    ):
        return None
    return Name(first, last, "place") if not _common(ground, first, last) else None


def _common(ground: Ground, first: int, last: int) -> bool:
    words = lexicon()
    plain = words.offices | words.organs | words.titles | words.groups | words.words["rejected"]
    return any(t.lower in plain or kind_of_word(t.lower, words.heads) for t in ground.tokens[first:last])


def _headed(ground: Ground, token: Token, taken: set[int]) -> Name | None:
    """A body called by the last word of its name: "the Coalition", "the Commission"."""
    tokens, i = ground.tokens, token.index
    if i == 0 or tokens[i - 1].lower != "the" or not is_capital(token) or i in taken or i in ground.match_at:
        return None
    kind = kind_of_word(token.lower, lexicon().heads)
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    if kind not in ("body", "party") or (after and is_capital(after) and after.pos == "PROPN") or token.text.isupper():
        return None
    return Name(i, i + 1, kind) if token.tag in ("NNP", "NNPS", "NN", "JJ") else None


def _run(ground: Ground, token: Token, taken: set[int]) -> Name | None:
    """A body, party or armed group that the model missed: capitalised words after "the" up to a group's head word."""
    tokens, first = ground.tokens, token.index
    if first == 0 or tokens[first - 1].lower != "the":
        return None
    last = first
    while last < len(tokens) and last - first < LONGEST and is_capital(tokens[last]) and last not in taken:
        last += 1
    if last < first + 2 or any(i in ground.match_at for i in range(first, last)) or not _is_name(ground, first, last):
        return None
    head = tokens[last - 1].lower
    kind = "body" if head == "state" else kind_of_word(head, lexicon().heads)
    return Name(first, last, kind) if kind and kind not in ("place", "outlet") else None


def _acronym(ground: Ground, token: Token, taken: set[int]) -> Name | None:
    """A body that the model missed, by its capitals, where it acts after "the": "the NRC refused"."""
    i, text = token.index, token.text
    if not (3 <= len(text) <= 6 and text.isalpha() and text.isupper()) or i in taken or i in ground.match_at:
        return None
    start = i - 1
    while start > 0 and ground.tokens[start].head == i and ground.tokens[start].dep in ("amod", "compound"):
        start -= 1
    acts = token.dep in ("nsubj", "nsubjpass", "agent", "poss") and token.tag == "NNP"
    named = acts and start >= 0 and ground.tokens[start].lower == "the" and _is_name(ground, i, i + 1)
    return Name(i, i + 1, "body") if named else None


def _repair(ground: Ground, entity: Entity) -> Iterator[Name]:
    """An entity without articles, titles and offices around it; nothing where the gazetteer's name is all there is."""
    kind = LABELS.get(entity.label)
    if kind is None:
        return
    first, last = _trim(ground, entity.first, entity.last, kind)
    if kind in ("person", "body"):
        first, last = _widen(ground, first, last, kind)
    if not 0 < last - first <= LONGEST or not _is_name(ground, first, last):
        return
    known = [i for i in range(first, last) if i in ground.match_at]
    if known and not _outgrows(ground, first, last, kind):
        return
    yield Name(first, last, _kind(ground, first, last, entity.label, kind))


def _trim(ground: Ground, first: int, last: int, kind: Kind) -> tuple[int, int]:
    words, tokens = lexicon(), ground.tokens
    for i in range(first, last):  # a name does not run over a line break
        if i > first and "\n" in ground.parse.text[tokens[i - 1].end : tokens[i].start]:
            last = i
            break
    if last - first > 1 and _dateline(ground, first):
        first += 1
    while first < last and (tokens[first].lower in TRIMMED or _lower_word(tokens[first])):
        first += 1
    while first < last and tokens[last - 1].lower in TRIMMED:
        last -= 1
    if kind == "person":
        for i in range(last - 2, first - 1, -1):
            lower = tokens[i].lower
            if lower in words.offices or lower in words.private or lower in words.titles or lower == "of":
                return i + 1, last
    return first, last


def _dateline(ground: Ground, first: int) -> bool:
    """Whether a sentence opens with a place in capitals that the model takes into a name: "ESTGRAD Anna Mora"."""
    here, after = ground.tokens[first], ground.tokens[first + 1]
    opens = ground.parse.sentence_of(first).first == first
    return opens and len(here.text) > 3 and here.text.isupper() and after.text.isalpha() and not after.text.isupper()


def _lower_word(token: Token) -> bool:
    """Whether a word cannot begin a name: "meeting", "Near"."""
    lower = token.text[:1].islower() and token.lower not in PARTICLES
    return lower or token.lower in LOCATIVE


def _widen(ground: Ground, first: int, last: int, kind: Kind) -> tuple[int, int]:
    """Take in what the model cut off: a particle with the forename before it, or "of …" after a group's head word."""
    return _widen_left(ground, first), _widen_right(ground, last) if kind == "body" else last


def _widen_left(ground: Ground, first: int) -> int:
    tokens, words = ground.tokens, lexicon()
    if (
        first > 1
        and tokens[first - 1].text == "-"
        and tokens[first - 2].tag == "NNP"
        and first - 2 not in ground.match_at
    ):
        return first - 2  # "Karl- | Otto Brandt"
    if (
        first
        and tokens[first - 1].tag == "NNP"
        and is_given_name(tokens[first - 1].text)
        and is_capital(tokens[first - 1])
    ):
        return first - 1 if first - 1 not in ground.match_at else first
    start = first
    while start > 0 and tokens[start - 1].lower in PARTICLES and start - 1 not in ground.match_at and first - start < 3:
        start -= 1
    if start == first or tokens[start].text == "-":
        return first
    before = tokens[start - 1] if start else None
    if before is None or before.tag != "NNP" or not is_capital(before) or before.index in ground.match_at:
        return start
    return start if before.lower in words.offices | words.titles | words.private | words.office_words else start - 1


def _widen_right(ground: Ground, last: int) -> int:
    tokens, words = ground.tokens, lexicon()
    lower = tokens[last - 1].lower
    if (
        last + 1 >= len(tokens)
        or tokens[last].lower != "of"
        or not kind_of_word(lower, words.heads)
        or lower in words.organs
    ):
        return last
    after = last + 1 + (tokens[last + 1].lower == "the")
    while after < len(tokens) and tokens[after].tag == "NNP" and is_capital(tokens[after]):
        after += 1
        last = after
        if after + 2 < len(tokens) and [tokens[after].lower, tokens[after + 1].lower] == ["and", "the"]:
            after += 2
    return last


def _is_name(ground: Ground, first: int, last: int) -> bool:
    words, tokens = lexicon(), ground.tokens[first:last]
    if not any(is_capital(token) for token in tokens) or WEAPON.fullmatch(ground.text(first, last)):
        return False
    if last - first == 1:
        lower = tokens[0].lower
        common = words.words["rejected"] | words.offices | words.organs | words.titles | words.office_words
        return lower not in common and len(lower.strip(".'’")) > 1 and any(sign.isalpha() for sign in lower)
    return not all(token.lower in words.words["rejected"] or not token.text.isalpha() for token in tokens)


def _outgrows(ground: Ground, first: int, last: int, kind: Kind) -> bool:
    """Whether a name that holds a gazetteer name is a name of its own: "Norlandic National Union", "Jordan Miller"."""
    words, tokens = lexicon(), ground.tokens
    known = [i for i in range(first, last) if i in ground.match_at]
    rest = [tokens[i] for i in range(first, last) if i not in known and tokens[i].lower not in TRIMMED]
    if not rest or not all(is_capital(token) for token in rest if token.pos not in ("ADP", "DET", "CCONJ")):
        return False
    if any(i > last - 1 or i < first for m in (ground.match_at[k] for k in known) for i in (m.first, m.last - 1)):
        return False
    if kind == "person":
        single = all(ground.match_at[i].last - ground.match_at[i].first == 1 for i in known)
        after_to = first > 0 and tokens[first - 1].pos == "ADP"
        return (
            single
            and len(rest) == 1
            and not after_to
            and ground.match_at[known[0]].role != "people"
            and rest[0].tag == "NNP"
        )
    if kind == "place":
        return any(token.lower in words.heads["place"] for token in rest)
    plain = words.organs | words.offices | words.office_words | words.titles | words.private
    if all(token.lower in plain for token in rest):
        return False
    return kind == "body" and not any(tokens[i].lower in ("and", ",") for i in range(first, last))


def _kind(ground: Ground, first: int, last: int, label: str, kind: Kind) -> Kind:
    """What a name names, by its first and last word, the description before it, and the model's label."""
    words, tokens = lexicon(), ground.tokens
    head = tokens[last - 1].lower
    for i in range(first + 1, last):
        if tokens[i].lower in ("of", "for") and kind != "person":
            head = tokens[i - 1].lower
            break
    given = is_given_name(tokens[first].text) and 1 < last - first < 5
    if last - first > 1 or label == "ORG":
        by_head = kind_of_word(head, words.heads)
        if by_head and not (given and (by_head == "place" or label == "PERSON")):
            return by_head
    if given and all(is_capital(t) or t.lower in PARTICLES for t in tokens[first:last]):
        return "person"
    by_opener = kind_of_word(tokens[first].lower, words.openers)
    if by_opener and last - first > 1 and (by_opener != "place" or label in ("GPE", "LOC", "FAC")):
        return by_opener
    if described := _described(ground, first, last):
        return described
    if label == "PERSON" and last - first <= 3 and first and tokens[first - 1].lower in LOCATIVE:
        return "place"
    if label == "PERSON" and first > 0 and tokens[first - 1].lower == "the" and tokens[last - 1].tag in ("NNPS", "NNS"):
        return "other"
    return kind


def _described(ground: Ground, first: int, last: int) -> Kind | None:
    """The kind that a description gives: "rebel group X", "the town of X", "X, an armed faction"."""
    words, tokens = lexicon(), ground.tokens
    before = [tokens[i] for i in range(max(0, first - 4), first)]
    if before and before[-1].lower in (
        "group",
        "groups",
        "faction",
        "factions",
        "militia",
        "party",
        "movement",
        "alliance",
        "of",
    ):
        near = [token.lower for token in before[-3:]]
        found = next((kind for word in near if (kind := kind_of_word(word, words.describers))), None)
        if found and (near[-1] != "of" or found == "place"):
            return found
        if near[-1] in ("group", "groups"):
            return "body"
    if last + 1 < len(tokens) and tokens[last].text == "," and tokens[last + 1].lower in ("a", "an", "the"):
        return _apposed(tokens[last + 2 : last + 10], single=last - first == 1)
    return None


def _apposed(tokens: tuple[Token, ...], *, single: bool) -> Kind | None:
    """The kind that the words of an apposition give; a role of persons outweighs a group that it names."""
    words, phrase = lexicon(), list[str]()
    for token in tokens:
        if token.text in (",", ".") or token.pos in ("VERB", "AUX"):
            break
        phrase.append(token.lower)
    if set(phrase) & (words.offices | words.private):
        return None if single else "person"
    return next((kind for word in phrase if (kind := kind_of_word(word, words.describers))), None)


def _titled(ground: Ground, taken: set[int]) -> Iterator[Name]:
    """Persons that the model missed, right after a title or a capitalised office: "Prime Minister Mora"."""
    words, tokens = lexicon(), ground.tokens
    for token in tokens[:-1]:
        title = token.lower in words.titles or (token.lower in words.offices and is_capital(token))
        first = token.index + 1
        if not title or first in taken or first in ground.match_at or tokens[first].tag not in ("NNP", "NNPS"):
            continue
        last = first
        while last < len(tokens) and (last - first) < 5 and last not in ground.match_at and last not in taken:
            here = tokens[last]
            if not (here.tag == "NNP" and is_capital(here)) and here.lower not in PARTICLES:
                break
            last += 1
        while last > first and not is_capital(tokens[last - 1]):
            last -= 1
        plain = words.offices | words.titles | words.organs | words.office_words | words.words["rejected"]
        if last > first and not any(t.lower in plain for t in tokens[first:last]) and tokens[first].text.isalpha():
            yield Name(first, last, "person")


def _agree(ground: Ground, names: list[Name]) -> list[Name]:
    """One kind a name: what most of its occurrences say, a person's surname being a person wherever it stands."""
    votes: defaultdict[str, Counter[Kind]] = defaultdict(Counter)
    surnames: set[str] = set()
    for name in names:
        key = fold_name(ground.text(name.first, name.last))
        votes[key][name.kind] += 1
        if name.kind == "person" and name.last - name.first > 1:
            surnames.add(fold_word(ground.tokens[name.last - 1].text))
    agreed = []
    for name in names:
        key = fold_name(ground.text(name.first, name.last))
        kind = votes[key].most_common(1)[0][0]
        if _is_surname(key, surnames) and votes[key]["place"] <= votes[key]["person"] + votes[key]["body"] + 1:
            kind = "person"
        agreed.append(Name(name.first, name.last, kind))
    return agreed


def _is_surname(key: str, surnames: set[str]) -> bool:
    *before, last = key.split() or [""]
    return last in surnames and all(word in PARTICLES for word in before)


def month_like(token: Token) -> bool:
    """Whether a capitalised surname is also a month, so that only its use can tell."""
    return token.lower in MONTHS
