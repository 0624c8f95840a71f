"""Names that the statistical model misses."""

from __future__ import annotations

from communique.language.drafts import Ground, Name, is_capital
from communique.language.genders import is_given_name
from communique.language.kinds import LOCATIVE, PARTICLES, is_name, kind_of_name, month_like
from communique.language.lexicon import kind_of_word, lexicon
from communique.language.model import ARTICLE_NAME
from communique.language.text import Token
from communique.records import Kind

LONGEST = 9  # tokens of a name; what is longer is a heading or a list


def find_missed(ground: Ground, taken: set[int]) -> list[Name]:
    """Names that the model missed, by a title, their words, a preposition, capitals or article; fills ``taken``."""
    found: list[Name] = []
    for find in (_titled, _given, _run, _peoples, _introduced, _located, _headed, _acronym, _articled):
        more = [name for token in ground.tokens if (name := find(ground, token, taken))]
        taken |= {i for name in more for i in range(name.first, name.last)}
        found += more
    return found


def _titled(ground: Ground, token: Token, taken: set[int]) -> Name | None:
    """A person right after a title or a capitalised office: "Prime Minister Mora"."""
    words, tokens, first = lexicon(), ground.tokens, token.index + 1
    title = token.lower in words.titles or (token.lower in words.offices and is_capital(token))
    if (
        not title
        or first >= len(tokens)
        or tokens[first].tag not in ("NNP", "NNPS")
        or not (tokens[first].text.isalpha() or ARTICLE_NAME.match(tokens[first].text))
    ):
        return None
    last = first
    while last < min(len(tokens), first + 5) and last not in ground.match_at and last not in taken:
        if not (tokens[last].tag == "NNP" and is_capital(tokens[last])) and tokens[last].lower not in PARTICLES:
            break
        last += 1
    while last > first and not is_capital(tokens[last - 1]):
        last -= 1
    plain = words.offices | words.titles | words.organs | words.office_words | words.words["rejected"]
    named = last > first and not any(t.lower in plain for t in tokens[first:last])
    return Name(first, last, "person") if named else None


def _given(ground: Ground, token: Token, taken: set[int]) -> Name | None:
    """A person with a known given name: "Ana May", whose surname the model takes for a month."""
    tokens, i = ground.tokens, token.index
    if not is_given_name(token.text) or i + 1 >= len(tokens) or i + 1 in ground.match_at or i in ground.match_at:
        return None
    alone = (i == 0 or not is_capital(tokens[i - 1])) and (i + 2 == len(tokens) or not is_capital(tokens[i + 2]))
    named = all(t.tag == "NNP" and t.text.istitle() and t.text.isalpha() for t in tokens[i : i + 2])
    free = taken.isdisjoint((i, i + 1)) and not _common(ground, i, i + 2)
    return Name(i, i + 2, "person") if alone and named and free else None


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
    month = last - first == 1 and month_like(tokens[first])
    if (
        last == first
        or month
        or not free
        or not is_name(ground, first, last)
        or any(t.text.isupper() for t in tokens[first:last])
    ):
        return None
    return Name(first, last, "place") if not _common(ground, first, last) else None


def _common(ground: Ground, first: int, last: int) -> bool:
    words = lexicon()
    plain = words.offices | words.organs | words.titles | words.groups | words.words["rejected"]
    return any(t.lower in plain or kind_of_word(t.lower, words.heads) for t in ground.tokens[first:last])


def _headed(ground: Ground, token: Token, taken: set[int]) -> Name | None:
    """A body called by the last word of its name: "the Coalition", "the Norlandic Coalition"."""
    tokens, i = ground.tokens, token.index
    if i == 0 or not is_capital(token) or i in taken or i in ground.match_at:
        return None
    nation = ground.match_at.get(i - 1)
    if tokens[i - 1].lower != "the" and (nation is None or nation.role != "people"):
        return None
    if nation and (token.lower in lexicon().organs or token.lower in lexicon().groups):
        return None
    first = nation.first if nation else i
    kind = kind_of_word(token.lower, lexicon().heads)
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    if kind not in ("body", "party") or (after and is_capital(after) and after.pos == "PROPN") or token.text.isupper():
        return None
    return Name(first, i + 1, kind) if token.tag in ("NNP", "NNPS", "NN", "JJ") else None


def _run(ground: Ground, token: Token, taken: set[int]) -> Name | None:
    """A body, party or armed group that the model missed: capitalised words after "the" up to a group's head word."""
    tokens, first = ground.tokens, token.index
    if first == 0 or tokens[first - 1].lower != "the":
        return None
    last = first
    while last < len(tokens) and last - first < LONGEST and is_capital(tokens[last]) and last not in taken:
        last += 1
    if last < first + 2 or any(i in ground.match_at for i in range(first, last)) or not is_name(ground, first, last):
        return None
    kind = _kind_of_head(tokens[last - 1])
    return Name(first, last, kind) if kind and kind not in ("place", "outlet") else None


def _kind_of_head(token: Token) -> Kind | None:
    """What the last word of a group's name makes of it; a group may call itself a state."""
    return "body" if token.lower == "state" else kind_of_word(token.lower, lexicon().heads)


def _peoples(ground: Ground, token: Token, taken: set[int]) -> Name | None:
    """A group whose name the model cut behind its adjective: "Islamic State"."""
    i = token.index
    head = _kind_of_head(token)
    if head not in ("body", "party", "armed_group") or i == 0 or not is_capital(token) or token.text.isupper():
        return None
    cut = any(entity.label == "NORP" and (entity.first, entity.last) == (i - 1, i) for entity in ground.parse.entities)
    free = i not in taken and i - 1 not in taken and i not in ground.match_at and i - 1 not in ground.match_at
    return Name(i - 1, i + 1, head) if cut and free and is_capital(ground.tokens[i - 1]) else None


def _introduced(ground: Ground, token: Token, taken: set[int]) -> Name | None:
    """A group whose name stands right behind the noun that says what it is: "the metalworkers' union Ferrum"."""
    i = token.index
    kind = kind_of_word(token.lower, lexicon().describers)
    if kind not in ("body", "party", "armed_group") or token.tag != "NN" or i + 1 >= len(ground.tokens):
        return None
    name, after = ground.tokens[i + 1], ground.tokens[min(i + 2, len(ground.tokens) - 1)]
    free = i + 1 not in taken and i + 1 not in ground.match_at and not is_capital(after)
    named = name.tag == "NNP" and name.text.isalpha() and is_capital(name) and is_name(ground, i + 1, i + 2)
    return Name(i + 1, i + 2, kind) if free and named else None


def _acronym(ground: Ground, token: Token, taken: set[int]) -> Name | None:
    """What the model missed, by its capitals: a body that acts after "the" ("the NRC refused"), or "the NPP party"."""
    i, text = token.index, token.text
    if not (3 <= len(text) <= 6 and text.isalpha() and text.isupper()) or i in taken or i in ground.match_at:
        return None
    if i + 1 < len(ground.tokens) and ground.tokens[i + 1].lower == "party":
        return Name(i, i + 1, "party")
    start = i - 1
    while start > 0 and ground.tokens[start].head == i and ground.tokens[start].dep in ("amod", "compound"):
        start -= 1
    acts = token.dep in ("nsubj", "nsubjpass", "agent", "poss") and token.tag == "NNP"
    named = acts and start >= 0 and ground.tokens[start].lower == "the" and is_name(ground, i, i + 1)
    return Name(i, i + 1, "body") if named else None


def _articled(ground: Ground, token: Token, taken: set[int]) -> Name | None:
    """A name with the Arabic article that the model missed, with the words of the name before it: "Liwa al-Nahr"."""
    tokens, first, last = ground.tokens, token.index, token.index + 1
    if not ARTICLE_NAME.match(token.text) or token.tag not in ("NNP", "NNPS") or token.index in ground.match_at:
        return None
    while (
        first
        and tokens[first - 1].dep == "compound"
        and tokens[first - 1].tag == "NNP"
        and is_capital(tokens[first - 1])
    ):
        first -= 1
    if not taken.isdisjoint(range(first, last)) or any(i in ground.match_at for i in range(first, last)):
        return None
    within = first > 0 and tokens[first - 1].lower in LOCATIVE
    kind: Kind = "place" if within else "body"
    return Name(first, last, kind_of_name(ground, first, last, "GPE" if within else "ORG", kind))
