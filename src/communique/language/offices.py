"""Offices: what stands before or after a person's name, or alone, and whom its holder speaks for."""

from __future__ import annotations

from communique.language.drafts import Ground, Name, Office, is_capital
from communique.language.groups import CITY
from communique.language.lexicon import lexicon
from communique.language.text import Token

REACH = 14  # tokens that an office phrase can be long
MODIFIERS = frozenset({"amod", "compound", "nmod", "poss", "nummod", "case", "punct", "quantmod", "npadvmod", "advmod"})
LINKS = frozenset({"of", "for", "to", "on", "at", "in", "and"})
ENDS = frozenset({".", ";", ":", "(", ")", "who", "which", "that", "—", "–", "!", "?", '"', "“", "”"})
SPOKES = ("spokes",)


def office_of(ground: Ground, name: Name) -> Office | None:
    """The office that the text gives a person where it names them, before the name or in apposition after it."""
    return _before(ground, name.first) or _comma_before(ground, name) or _after(ground, name.last)


def _before(ground: Ground, end: int) -> Office | None:
    start = end
    while start > 0 and end - start < REACH and _may_precede(ground, start - 1, end):
        start -= 1
    return _office(ground, start, end)


def _may_precede(ground: Ground, i: int, end: int) -> bool:
    words, token = lexicon(), ground.tokens[i]
    if i in ground.name_at and ground.name_at[i].kind == "person":
        return False
    lower = token.lower
    if lower in ("of", "for", "to", "on", "at"):
        return i > 0 and _is_office(ground.tokens[i - 1])
    if lower in ("the", "and"):
        return i > 1 and ground.tokens[i - 1].lower in ("of", "for", "to", "on") and _is_office(ground.tokens[i - 2])
    if token.pos in ("VERB", "AUX", "PUNCT", "PRON", "DET", "ADP", "ADV", "SCONJ") and token.tag not in (
        "HYPH",
        "POS",
        "VBN",
        "VBG",
    ):
        return lower in words.titles
    if lower in words.offices or lower in words.private or lower in words.titles or lower in words.office_words:
        return True
    if i in ground.match_at:
        return not _dateline(ground, i)
    if is_capital(token) and token.pos in ("PROPN", "ADJ", "NOUN"):
        return True
    return token.dep in MODIFIERS and i < token.head <= end


def _dateline(ground: Ground, i: int) -> bool:
    """Whether a country's name only ends a dateline: "ESTGRAD, Norland U.N. envoy Ana Mora said"."""
    match, token = ground.match_at[i], ground.tokens[i]
    after = ground.match_at.get(match.last)
    abbreviated = "." in token.text or (token.text.isupper() and len(token.text) < CITY and match.role == "name")
    return match.role != "people" and after is not None and not abbreviated


def _is_office(token: Token) -> bool:
    words = lexicon()
    return token.lower in words.offices or token.lower in words.private


def _comma_before(ground: Ground, name: Name) -> Office | None:
    """The office in "Norland's president, Ana Mora, …"."""
    tokens = ground.tokens
    if name.first < 2 or tokens[name.first - 1].text != ",":
        return None
    closed = name.last < len(tokens) and (
        tokens[name.last].text in (",", ".") or tokens[name.last].pos in ("VERB", "AUX")
    )
    head = tokens[name.last - 1].head
    office = _before(ground, name.first - 1) if closed else None
    return office if office and (office.first <= head < office.last or tokens[name.last].text == ",") else None


def _after(ground: Ground, start: int) -> Office | None:
    tokens = ground.tokens
    if start + 1 >= len(tokens) or tokens[start].text not in (",", "("):
        return None
    end = start + 1
    while end < len(tokens) and end - start < REACH and tokens[end].text not in ENDS:
        token = tokens[end]
        if token.text == "," or (token.pos in ("VERB", "AUX") and token.tag not in ("VBN", "VBG")):
            break
        if end in ground.name_at and ground.name_at[end].kind == "person":
            break
        end += 1
    first = start + 1 + (tokens[start + 1].lower in ("the", "a", "an"))
    office = _office(ground, first, end)
    return office if office and office.head - first < 8 else None


def _office(ground: Ground, first: int, last: int) -> Office | None:
    """The office phrase within a stretch of tokens: its head is the last office word before a link such as "of"."""
    words, tokens = lexicon(), ground.tokens
    stop = next(
        (i for i in range(first, last) if tokens[i].lower in LINKS and i > first and _is_office(tokens[i - 1])), last
    )
    heads = [i for i in range(first, stop) if _is_office(tokens[i]) and i not in ground.match_at]
    if not heads:
        return None
    head = heads[-1]
    inside = frozenset(token.lower for token in tokens[first:last])
    past = bool(inside & {"former", "ex", "then", "late", "minority", "majority", "opposition"})
    represents = (
        not past
        and tokens[head].lower not in words.private
        and not any(tokens[i].lower in words.private for i in range(first, stop))
    )
    owner = _owner(ground, first, head, last)
    start = (
        owner if owner is not None and owner < head and ground.tokens[first].lower not in words.office_words else first
    )
    return Office(start, last, head, owner, inside, represents)


def _owner(ground: Ground, first: int, head: int, last: int) -> int | None:
    """The token that names what an office belongs to: before its head, or after "of" (after "for" with a spokesman)."""
    owned = [i for i in range(first, head) if _can_own(ground, i)]
    if owned:
        return owned[0]
    for i in range(head + 1, min(last, head + 5)):
        lower = ground.tokens[i].lower
        if lower in ("of", "at", "with") or (lower in ("for", "from") and ground.tokens[head].lower.startswith(SPOKES)):
            owners = [j for j in range(i + 1, last) if _can_own(ground, j)]
            people = bool(owners) and owners[0] in ground.match_at and ground.match_at[owners[0]].role == "people"
            return owners[-1 if people and owners[-1] in ground.name_at else 0] if owners else None
        if lower in LINKS:
            return None
    return None


def _can_own(ground: Ground, i: int) -> bool:
    tokens = ground.tokens
    if i + 2 < len(tokens) and tokens[i + 1].text == "-" and tokens[i + 2].lower in lexicon().words["attached"]:
        return False
    if i in ground.match_at:
        return ground.match_at[i].actor.kind != "outlet"
    name = ground.name_at.get(i)
    if name is None or name.kind not in ("body", "party", "armed_group", "government"):
        return False
    plain = lexicon().office_words | lexicon().offices
    return not all(token.lower in plain for token in ground.tokens[name.first : name.last])


def lone_offices(ground: Ground) -> list[Office]:
    """Offices written with a capital and without a name: "the Foreign Secretary"."""
    found = []
    for token in ground.tokens:
        i = token.index
        if not _is_office(token) or not is_capital(token) or i in ground.name_at or i in ground.match_at:
            continue
        start = i
        while (
            start and is_capital(ground.tokens[start - 1]) and ground.tokens[start - 1].lower in lexicon().office_words
        ):
            start -= 1
        end = i + 1
        if (
            end + 1 < len(ground.tokens)
            and ground.tokens[end].lower in ("of", "for")
            and is_capital(ground.tokens[end + 1])
        ):
            end += 2
        if not any(
            k in ground.name_at or k in ground.match_at for k in range(start - 1, min(end + 1, len(ground.tokens)))
        ):
            office = _office(ground, start, end)
            found += [office] if office else []
    return found
