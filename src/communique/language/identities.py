"""Who the names of one text are: full forms, surnames, initials, abbreviations and offices joined."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from communique.actors.names import fold_name, fold_word
from communique.language.drafts import Ground, Name, takes_sides
from communique.language.gazetting import Word
from communique.language.kinds import month_like
from communique.language.people import People, full_name, gather
from communique.language.text import Token
from communique.records import Kind

CALLING = frozenset({"call", "rely", "depend", "pressure"})  # "called on May", who is no month
STEM = 5  # letters of a people's name at least
GROUPS: frozenset[Kind] = frozenset({"body", "party", "armed_group"})


def join_names(ground: Ground) -> dict[Name, str]:
    """The canonical name of each name in a text."""
    forms = {name: ground.text(name.first, name.last) for name in ground.names}
    aliases, people, fuller = abbreviations(ground), _people(ground, forms), _fuller(ground, forms)
    written = set(forms.values()) | {form.split()[-1] for form in forms.values()}
    peoples = sorted({form for name, form in forms.items() if name.kind in GROUPS | {"other"} and form.endswith("s")})
    usual = {form.casefold(): form for form in forms.values() if not form.isupper()}
    joined: dict[Name, str] = {}
    for name, form in forms.items():
        if form.isupper():  # in a headline: "NEW TROUBLE FOR THE GUILD"
            form = usual.get(form.casefold(), form)
        if name.kind == "person" and form.endswith("s") and form[:-1] in written:
            form = form[:-1]  # "Moras plan": an apostrophe is easily lost
        known = ground.index.actors.get(fold_name(form))
        if known:
            joined[name] = known.name
        elif name.kind == "person":
            joined[name] = full_name(people, form)
        elif name.kind == "place" and form.isupper() and len(form) > 3:
            joined[name] = form.title()
        else:
            joined[name] = aliases.get(fold_name(form)) or _people_of(form, peoples) or _whole(name, form, fuller)
    return joined


def _people_of(form: str, peoples: Iterable[str]) -> str:
    """The people whose adjective a name is, if the text names them: "Highlandic" beside "Highlands"."""
    single = (people for people in peoples if len(people) >= STEM and " " not in form + people)
    return next((people for people in single if form != people and form.startswith(people[:-1])), "")


def _people(ground: Ground, forms: dict[Name, str]) -> People:
    counts = Counter(form for name, form in forms.items() if name.kind == "person" and " " in form)
    ordered = sorted(counts, key=lambda form: (-counts[form], -len(form)))  # of equals the first in the text
    return gather((actor.name for actor in ground.index.actors.values() if actor.kind == "person"), ordered)


def _fuller(ground: Ground, forms: dict[Name, str]) -> dict[str, list[tuple[int, str]]]:
    """For each last word the bodies, parties and groups whose longer names end in it, in text order."""
    found = [(name.first, form) for name, form in forms.items() if name.kind in GROUPS and " " in form]
    found += [(match.first, match.actor.name) for match in ground.matches if match.actor.kind == "body"]
    by_last: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    for first, form in sorted(found):
        by_last[form.split()[-1]].append((first, form))
    return by_last


def _whole(name: Name, form: str, fuller: dict[str, list[tuple[int, str]]]) -> str:
    """The full name that ends in a single word, as "the Commission" does; the last one named before it."""
    if name.last - name.first > 1 or name.kind not in GROUPS or form not in fuller:
        return form
    before = bisect_left(fuller[form], (name.first, ""))
    return fuller[form][before - 1][1] if before else form


def abbreviations(ground: Ground) -> dict[str, str]:
    """Folded abbreviation to the name that brackets explain it by: "Northern Relief Committee (NRC)"."""
    tokens, found = ground.tokens, dict[str, str]()
    for name in ground.names:
        if name.last + 2 < len(tokens) and tokens[name.last].text == "(" and tokens[name.last + 2].text == ")":
            short = tokens[name.last + 1].text
            if short.isupper() and 2 <= len(short) <= 8 and name.last - name.first > 1:
                found[fold_name(short)] = ground.text(name.first, name.last)
    return found


def repeated_names(ground: Ground, words: list[Word], taken: set[int]) -> Iterator[Name]:
    """Further occurrences of the names in a text, and of the surnames of its persons, that the model missed."""
    by_first: defaultdict[str, list[tuple[tuple[str, ...], Kind]]] = defaultdict(list)
    for key, kind in sorted(_repeatable(ground).items(), key=lambda item: -len(item[0])):
        by_first[key[0]].append((key, kind))
    end = 0
    for at, word in enumerate(words):
        for key, kind in by_first.get(word.key, ()) if at >= end else ():
            here = words[at : at + len(key)]
            if tuple(w.key for w in here) == key and _stands_free(ground, here, taken):
                yield Name(here[0].token, here[-1].token + 1, kind)
                end = at + len(key)
                break


def _repeatable(ground: Ground) -> dict[tuple[str, ...], Kind]:
    keys: dict[tuple[str, ...], Kind] = {}
    for name in ground.names:
        folded = tuple(fold_name(ground.text(name.first, name.last)).split())
        if folded:
            keys.setdefault(folded, name.kind)
        if name.kind == "person" and len(folded) > 1 and len(folded[-1]) > 2:
            keys.setdefault(folded[-1:], "person")
    for short in abbreviations(ground):
        keys.setdefault((short,), "body")
    return {key: kind for key, kind in keys.items() if key[0]}


def _stands_free(ground: Ground, here: list[Word], taken: set[int]) -> bool:
    if any(word.token in taken or word.token in ground.match_at for word in here) or takes_sides(ground, here[0].token):
        return False
    if not all(word.text[:1].isupper() for word in here):
        return False
    first = ground.tokens[here[0].token]
    if len(here) == 1 and month_like(first):
        object_of = first.dep == "dobj" or (first.dep == "pobj" and _is_dealt_with(ground, ground.tokens[first.head]))
        return first.tag == "NNP" and (first.dep in ("nsubj", "nsubjpass", "poss") or object_of)
    return len(here) > 1 or (first.tag in ("NNP", "NNPS", "NN", "JJ") and len(fold_word(first.text)) > 1)


def _is_dealt_with(ground: Ground, preposition: Token) -> bool:
    """Whether a preposition tells of a person rather than of a month: "called on May", "talks with May"."""
    called = preposition.lower == "on" and ground.tokens[preposition.head].lemma.lower() in CALLING
    return called or preposition.lower in ("with", "by", "to", "against")
