"""Annotated claims laid over sentences and their fillers: what the network is to find."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from benchmarks.quality import load_scorer, names

from communique.claims.learned.fillers import Filler
from communique.claims.learned.inputs import TYPES, View
from communique.claims.scenes import Scene


class Answer(NamedTuple):
    """One annotated claim of a sentence: fillers (by number, -1 for nobody) that may hold it and be its argument."""

    kind: int
    polarity: int
    holders: tuple[int, ...]
    arguments: tuple[int, ...]
    pieces: tuple[int, ...]


def lay_over(claims: Iterable[dict[str, Any]], scene: Scene, views: Iterable[View]) -> dict[int, list[Answer]]:
    """The annotated claims of an article by the number of the sentence that holds most of their evidence."""
    seen, found = {view.number: view for view in views}, dict[int, list[Answer]]()
    for claim in claims:
        start, end = load_scorer().claim_span(claim, scene.text.parse.text)
        number = _sentence(scene, start, end)
        if number in seen:
            found.setdefault(number, []).append(_answer(claim, (start, end), seen[number], scene))
    return found


def _sentence(scene: Scene, start: int, end: int) -> int:
    parse = scene.text.parse
    first = parse.sentence_index(parse.token_at(start))
    over = end - parse.sentences[first].end
    return first + (over > parse.sentences[first].end - start and first + 1 < len(parse.sentences))


def _answer(claim: dict[str, Any], span: tuple[int, int], view: View, scene: Scene) -> Answer:
    return Answer(
        TYPES.index(claim["type"]),
        claim["polarity"],
        tuple(_matching(view.fillers, claim["holder"], claim["for"])),
        tuple(_matching(view.fillers, claim["argument"], "")),
        tuple(_pieces(span, view, scene)),
    )


def _matching(fillers: tuple[Filler, ...], name: str, speaks_for: str) -> Iterator[int]:
    """The fillers that are the named actor; failing that those that speak for it, or for whom it speaks."""
    if not name:
        yield -1
        return
    exact = [n for n, filler in enumerate(fillers) if names().same(name, filler.actor)]
    yield from exact or (
        n
        for n, filler in enumerate(fillers)
        if names().same(name, filler.speaks_for)
        or names().same(speaks_for, filler.actor)
        or names().same(speaks_for, filler.speaks_for)
    )


def _pieces(span: tuple[int, int], view: View, scene: Scene) -> Iterator[int]:
    """The pieces of a sentence that stand in the evidence."""
    for word, (first, last) in enumerate(view.spelling):
        token = scene.text.parse.tokens[view.first + word]
        if token.start < span[1] and token.end > span[0]:
            yield from range(first, last)
