"""The statistical model's entities, repaired by their surroundings."""

from __future__ import annotations

from collections.abc import Iterator

from communique.actors.names import fold_name
from communique.language.drafts import Ground, Name, is_capital, takes_sides
from communique.language.genders import is_given_name
from communique.language.kinds import LOCATIVE, PARTICLES, is_name, kind_of_name
from communique.language.lexicon import kind_of_word, lexicon
from communique.language.model import ARTICLES
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
OWNED = frozenset({"armed_group", "body", "party"})  # what a possessor before it is no part of
LONGEST = 9  # tokens of a name; what is longer is a heading or a list
TRIMMED = frozenset("the a an 's ’s , . - — – \" “ ” ' ’ ( ) : and of &".split())


def repair_entities(ground: Ground) -> Iterator[Name]:
    """The model's entities as names; nothing where the gazetteer's name is all there is."""
    for entity in _parted(ground):
        yield from _repaired(ground, entity)


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
    headed = kind_of_word(ground.tokens[entity.last - 1].lower, lexicon().heads) in OWNED
    for i in range(entity.first + 1, entity.last - 1):
        token = ground.tokens[i]
        if token.tag == "POS" and ground.tokens[i - 1].tag == "NNP" and headed and not _ministry(ground, entity.last):
            return i + 1  # "Mora's | National Army"
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


def _repaired(ground: Ground, entity: Entity) -> Iterator[Name]:
    """An entity without articles, titles and offices around it; nothing where the gazetteer's name is all there is."""
    kind = LABELS.get(entity.label)
    if kind is None:
        return
    first, last = _trim(ground, entity.first, entity.last, kind)
    last = _over_article(ground, last)
    if _goes_on(ground, first, last):
        first, last, kind = first, last + 1, "person"
    if kind in ("person", "body"):
        first, last = _widen(ground, first, last, kind)
    if not 0 < last - first <= LONGEST or not is_name(ground, first, last):
        return
    known = [i for i in range(first, last) if i in ground.match_at]
    if (known and not _outgrows(ground, first, last, kind)) or _of_state(ground, first, last):
        return
    yield Name(first, last, kind_of_name(ground, first, last, entity.label, kind))


def _ministry(ground: Ground, last: int) -> bool:
    return ground.tokens[last - 1].lower in lexicon().words["ministries"]


def _of_state(ground: Ground, first: int, last: int) -> bool:
    """Whether a name is that of a ministry whose state stands before it: "Norland's | Unification Ministry"."""
    before = first - 1 - (first > 0 and ground.tokens[first - 1].tag == "POS")
    owned = any(i in ground.match_at for i in (before, *range(first, last)))
    return owned and _ministry(ground, last)


def _trim(ground: Ground, first: int, last: int, kind: Kind) -> tuple[int, int]:
    words, tokens = lexicon(), ground.tokens
    for i in range(first, last):  # a name does not run over a line break
        if i > first and "\n" in ground.parse.text[tokens[i - 1].end : tokens[i].start]:
            last = i
            break
    if last - first > 1 and (_dateline(ground, first) or _acts_on(ground, first)):
        first += 1
    while first < last and (tokens[first].lower in TRIMMED or _lower_word(tokens[first])):
        first += 1
    while first < last and tokens[last - 1].lower in TRIMMED:
        last -= 1
    if last - first == 3 and takes_sides(ground, first + 2):
        return last, last
    first += first < last and takes_sides(ground, first)
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


def _acts_on(ground: Ground, first: int) -> bool:
    """Whether a name is taken with the verb before it: "Forcing Norbank to pay", "Underlining Mora's strength"."""
    token = ground.tokens[first]
    return token.tag == "VBG" and token.dep in ("advcl", "csubj", "pcomp", "xcomp", "ROOT")


def _lower_word(token: Token) -> bool:
    """Whether a word cannot begin a name: "meeting", "Near"."""
    lower = token.text[:1].islower() and not is_capital(token) and token.lower not in PARTICLES
    return lower or token.lower in LOCATIVE


def _widen(ground: Ground, first: int, last: int, kind: Kind) -> tuple[int, int]:
    """Take in what the model cut off: a particle with the forename before it, or "of …" after a group's head word."""
    return _widen_left(ground, first), _widen_right(ground, last) if kind == "body" else last


def _goes_on(ground: Ground, first: int, last: int) -> bool:
    """Whether the model cut a person's name behind the given name: "Nouri | Brandt"."""
    if last - first != 1 or last >= len(ground.tokens) or not is_given_name(ground.tokens[first].text):
        return False
    surname = ground.tokens[last]
    named = surname.tag == "NNP" and surname.text.istitle() and surname.text.isalpha() and last not in ground.match_at
    parted = any(entity.first <= last < entity.last for entity in ground.parse.entities)
    return named and not parted and not kind_of_word(surname.lower, lexicon().heads)


def _over_article(ground: Ground, last: int) -> int:
    """Go on over a name with the Arabic article, which is one word: "Ahrar | al-Nahr"."""
    if last >= len(ground.tokens):
        return last
    article, hyphen, name = ground.tokens[last].text.partition("-")
    return last + 1 if hyphen and article.lower() in ARTICLES and name[:1].isupper() else last


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


def _party(ground: Ground, first: int, last: int) -> bool:
    """Whether a nation's adjective opens the name of a party: "Norlandic National Party", but not "Norlandic Party"."""
    return last - first > 2 and kind_of_word(ground.tokens[last - 1].lower, lexicon().heads) == "party"


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
    if all(token.lower in plain for token in rest) and not _party(ground, first, last):
        return False
    return kind == "body" and not any(tokens[i].lower in ("and", ",") for i in range(first, last))
