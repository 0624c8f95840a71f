"""What a cue word governs in the tree: the ways in which it can have content, the likeliest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

import msgspec

from communique.claims.statements.cues import KIND_OF
from communique.claims.statements.layout import Layout, Stretch

CLAUSES = ("ccomp", "xcomp")
BELONGS = frozenset({"of", "for", "as", "against", "over", "with", "to", "about", "on", "from", "into"})
"""Prepositions that say more of an object; the others tell of the act of speaking ("rejected it in Geneva")."""

RAISING = frozenset({"seem", "appear"})
SITES = frozenset({"in", "on", "at", "via", "through", "with"})


class Frame(msgspec.Struct, frozen=True):
    """Content that a cue governs: ``roots`` are the dependents that carry it, ``stretches`` its tokens.

    In a ``bare`` frame the grammatical subject is part of what is said and no speaker ("is expected to leave").
    """

    name: str
    roots: tuple[int, ...]
    stretches: tuple[Stretch, ...]
    bare: bool = False


def find_frames(layout: Layout, cue: int) -> Iterator[Frame]:
    """The frames that a word has here, without content only ``quote``."""
    verb = KIND_OF[layout.tokens[cue].pos] == "verb"
    yield from _verb_frames(layout, cue) if verb else _noun_frames(layout, cue)


def _verb_frames(layout: Layout, cue: int) -> Iterator[Frame]:
    quality = layout.made(cue)
    clauses = [clause for clause in layout.children(cue, *CLAUSES) if clause != quality]
    clauses += layout.children(quality, *CLAUSES, "advcl") if quality is not None else []
    sorts = {clause: _sort(layout, cue, clause) for clause in clauses}
    yield _of("that", layout, [clause for clause in clauses if sorts[clause] == "that"])
    yield _of("that", layout, _written(layout, cue))
    around = _inserted(layout, cue)
    if around is not None:
        yield Frame("that", (), (layout.stretches[around],))
    small = [clause for clause in clauses if sorts[clause] == "object"]
    thing = _object(layout, cue, small)
    yield thing
    if small:
        yield msgspec.structs.replace(thing, name="doing")
    for name in ("to", "ing"):
        yield _of(name, layout, [clause for clause in clauses if sorts[clause] == name], raised=_raised(layout, cue))
    for preposition in layout.children(cue, "prep"):
        yield _phrase(layout, preposition)
    for clause in layout.children(cue, "advcl", "ccomp", "xcomp"):
        first, last = layout.stretches[clause]
        if layout.tokens[first].lower == "for" and layout.is_infinitive(clause):
            yield Frame("for", (clause,), ((first + 1, last),))
    yield Frame("quote", (), ())


def _noun_frames(layout: Layout, cue: int) -> Iterator[Frame]:
    for child in layout.parse.children[cue]:
        token = layout.tokens[child]
        if child < cue:
            continue
        if token.dep == "prep":
            yield _phrase(layout, child)
        elif token.dep in ("acl", "ccomp", "xcomp", "relcl", "advcl"):
            if layout.is_infinitive(child):
                yield _of("to", layout, [child])
            elif _is_marked(layout, child) or token.dep == "ccomp":
                yield _of("that", layout, [child])


def _of(name: str, layout: Layout, roots: Iterable[int], *, raised: int | None = None) -> Frame:
    """A frame of whole subtrees, with the subject before them where it belongs to what is said."""
    whole = tuple(roots)
    stretches = tuple(layout.stretches[root] for root in whole)
    if raised is not None and whole:
        return Frame(name, (*whole, raised), (layout.stretches[raised], *stretches), bare=True)
    return Frame(name, whole, stretches)


def _is_marked(layout: Layout, clause: int) -> bool:
    return any(layout.tokens[mark].lower in ("that", "whether") for mark in layout.children(clause, "mark"))


def _sort(layout: Layout, cue: int, clause: int) -> Literal["that", "to", "ing", "object"]:
    """What a clause under a verb is: ``that`` (finite), ``to``, ``ing``, or part of its ``object``."""
    if layout.is_infinitive(clause):
        return "object" if layout.children(clause, "nsubj") or layout.children(cue, "dobj") else "to"
    own = layout.children(clause, "nsubj", "nsubjpass", "aux", "expl", "csubj", "mark")
    if layout.tokens[clause].tag == "VBG" and not own:
        return "ing"
    return "object" if layout.tokens[clause].dep == "xcomp" and not own else "that"


def _written(layout: Layout, cue: int) -> list[int]:
    """The clause under the noun of "said in a statement that"."""
    found = []
    for preposition in layout.children(cue, "prep"):
        for noun in layout.children(preposition, "pobj") if layout.tokens[preposition].lower in SITES else ():
            found += [clause for clause in layout.children(noun, "acl", "ccomp", "relcl") if _is_marked(layout, clause)]
    return found


def _inserted(layout: Layout, cue: int) -> int | None:
    """The clause that a cue is put into: "The talks, he said, would go on"; "as he said"."""
    token = layout.tokens[cue]
    marks = [layout.tokens[mark].lower for mark in layout.children(cue, "mark", "advmod")]
    inserted = token.dep == "parataxis" or (token.dep == "advcl" and "as" in marks)
    return token.head if inserted and not layout.children(cue, "dobj") else None


def _raised(layout: Layout, cue: int) -> int | None:
    """The subject that belongs to the clause below: of a passive without "by", of "seem" and "appear"."""
    passive = layout.children(cue, "nsubjpass")
    if passive and not layout.children(cue, "agent"):
        return passive[0]
    subject = layout.children(cue, "nsubj") if layout.tokens[cue].lemma in RAISING else []
    return subject[0] if subject else None


def _object(layout: Layout, cue: int, small: list[int]) -> Frame:
    """The object and what is said of it; of a passive, its subject and what is said of that."""
    passive = layout.children(cue, "nsubjpass")
    inverted = layout.inverted(cue)
    objects = [child for child in layout.children(cue, "dobj", "oprd") if child != inverted]
    more = [child for child in layout.children(cue, "prep", "advcl") if _belongs(layout, cue, child)]
    if passive:
        roots = (*passive, *small, *(child for child in more if child > cue))
        return Frame("object", roots, tuple(layout.stretches[root] for root in roots), bare=True)
    if not objects and not small:
        return Frame("object", (), ())
    roots = tuple(sorted(objects + small + [child for child in more if objects and child > objects[0]]))
    stretches = [layout.stretches[root] for root in roots]
    return Frame("object", roots, ((min(first for first, _ in stretches), max(last for _, last in stretches)),))


def _belongs(layout: Layout, cue: int, child: int) -> bool:
    """Whether a phrase after an object says more of it ("... as settled"), not when or where it was said."""
    token = layout.tokens[child]
    if token.dep == "advcl":
        word = layout.cue(cue)
        return word is not None and "as" in word.takes and layout.tokens[layout.stretches[child][0]].lower == "as"
    nouns = layout.children(child, "pobj")
    return token.lower in BELONGS and not any(noun in layout.dated for noun in nouns)


def _phrase(layout: Layout, preposition: int) -> Frame:
    """What a preposition governs, with an infinitive after it ("called for the rebels to disarm")."""
    roots, last = [preposition], layout.stretches[preposition][1]
    clause = layout.starting(last, layout.tokens[preposition].head)
    if clause is not None and layout.is_infinitive(clause):
        roots, last = [*roots, clause], layout.stretches[clause][1]
    found = ((preposition + 1, last),) if last > preposition + 1 else ()
    return Frame(layout.tokens[preposition].lower, tuple(roots), found)
