"""Names of persons, groups and places that no gazetteer knows: the model's entities, repaired by their surroundings."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from communique.actors.names import fold_name, fold_word
from communique.language.drafts import Ground, Name, is_capital
from communique.language.gazetting import Match
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
LONGEST = 9  # tokens of a name; what is longer is a heading or a list
TRIMMED = frozenset("the a an 's ’s , . - — – \" “ ” ' ’ ( ) : and of &".split())
MONTHS = frozenset({"may", "march", "august", "april", "june"})


def find_names(ground: Ground) -> tuple[Name, ...]:
    """The names in a text, each with its kind, in order and without overlap."""
    found = [name for entity in ground.parse.entities for name in _repair(ground, entity)]
    taken = {i for name in found for i in range(name.first, name.last)}
    found += list(_titled(ground, taken))
    agreed = _agree(ground, sorted(found, key=lambda name: name.first))
    return tuple(sorted(agreed, key=lambda name: name.first))


def settle_matches(ground: Ground, names: tuple[Name, ...]) -> tuple[Match, ...]:
    """The gazetteer's matches that are no mere part of a longer name ("Washington" in "George Washington")."""
    inside = {i: name for name in names for i in range(name.first, name.last)}
    return tuple(match for match in ground.matches if match.first not in inside)


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
    while first < last and tokens[first].lower in TRIMMED:
        first += 1
    while first < last and tokens[last - 1].lower in TRIMMED:
        last -= 1
    if kind == "person":
        for i in range(last - 2, first - 1, -1):
            lower = tokens[i].lower
            if lower in words.offices or lower in words.private or lower in words.titles or lower == "of":
                return i + 1, last
    return first, last


def _widen(ground: Ground, first: int, last: int, kind: Kind) -> tuple[int, int]:
    """Take in what the model cut off: a particle with the forename before it, or "of …" after a group's head word."""
    return _widen_left(ground, first), _widen_right(ground, last) if kind == "body" else last


def _widen_left(ground: Ground, first: int) -> int:
    tokens, words = ground.tokens, lexicon()
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
    return last


def _is_name(ground: Ground, first: int, last: int) -> bool:
    words, tokens = lexicon(), ground.tokens[first:last]
    if not any(is_capital(token) or token.text[:1].isdigit() for token in tokens) or not any(
        t.text[:1].isalpha() for t in tokens
    ):
        return False
    if last - first == 1:
        lower = tokens[0].lower
        common = (
            lower in words.words["rejected"] or lower in words.offices or lower in words.organs or lower in words.titles
        )
        return not common and len(lower.strip(".'’")) > 1 and any(sign.isalpha() for sign in lower)
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
    if last - first > 1 or label == "ORG":
        by_head = kind_of_word(head, words.heads)
        if by_head and not (by_head == "place" and label == "PERSON"):
            return by_head
    by_opener = kind_of_word(tokens[first].lower, words.openers)
    if by_opener and last - first > 1 and (by_opener != "place" or label in ("GPE", "LOC", "FAC")):
        return by_opener
    if described := _described(ground, first, last):
        return described
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
        for token in tokens[last + 2 : last + 8]:
            if token.text in (",", ".") or token.pos in ("VERB", "AUX"):
                break
            if token.lower in words.offices | words.private:
                return None
            if found := kind_of_word(token.lower, words.describers):
                return found
    return None


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
        kind = "person" if key in surnames and key not in _place_keys(votes, key) else votes[key].most_common(1)[0][0]
        agreed.append(Name(name.first, name.last, kind))
    return agreed


def _place_keys(votes: defaultdict[str, Counter[Kind]], key: str) -> set[str]:
    return {key} if votes[key]["place"] > votes[key]["person"] + votes[key]["body"] + 1 else set()


def month_like(token: Token) -> bool:
    """Whether a capitalised surname is also a month, so that only its use can tell."""
    return token.lower in MONTHS
