"""Sentences with their fillers -> the arrays that the network reads, a window of neighbouring sentences at a time."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, get_args

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from communique.claims.learned.fillers import FEATURES, RELATIONS, Casting, Filler, Relation
from communique.claims.learned.pieces import FIRST, LAST, cut_pieces
from communique.claims.scenes import Scene
from communique.records import ClaimType

TYPES: tuple[ClaimType, ...] = get_args(ClaimType)
WINDOW = 200
"""Pieces that are read together, so that a sentence is seen among its neighbours."""
CONTEXT = 2 * len(TYPES) + 4
PAIRED = 6
QUOTES = '"“”'

Arrays = dict[str, NDArray[Any]]


class Vote(NamedTuple):
    """What a rule reads in a sentence: a claim of a type between two actors ("" for nobody), and how sure it is."""

    rule: str
    type: ClaimType
    polarity: int
    holder: str
    argument: str
    confidence: float

    @property
    def gist(self) -> tuple[str, int, str, str]:
        """What it says, whatever the rule."""
        return self.type, self.polarity, self.holder, self.argument


class View(NamedTuple):
    """A sentence as the network sees it. ``spelling`` are the pieces (from, to) of each word, ``first`` its first."""

    number: int
    first: int
    pieces: list[int]
    spelling: list[tuple[int, int]]
    fillers: tuple[Filler, ...]
    relations: tuple[Relation, ...]
    votes: tuple[Vote, ...]
    context: tuple[float, ...]


def view_sentences(
    scene: Scene, votes: Mapping[int, list[Vote]], numbers: Iterable[int], tokenizer: Tokenizer
) -> Iterator[View]:
    """The sentences with the given numbers as the network sees them."""
    casting, parse = Casting(scene), scene.text.parse
    for number in numbers:
        sentence = parse.sentences[number]
        pieces, spelling = cut_pieces(parse.tokens[sentence.first : sentence.last], tokenizer)
        fillers = casting.fillers(number)
        text = parse.marked[sentence.start : sentence.end]
        cast = tuple(votes.get(number, ()))
        yield View(
            number,
            sentence.first,
            pieces,
            spelling,
            fillers,
            tuple(casting.relations(number, fillers)),
            cast,
            _context(cast, text, number, len(parse.sentences)),
        )


def _context(votes: Iterable[Vote], text: str, number: int, sentences: int) -> tuple[float, ...]:
    """What the rules say of each type, for and against, and where in the article the sentence stands."""
    surest: dict[tuple[ClaimType, bool], float] = defaultdict(float)
    for vote in votes:
        key = vote.type, vote.polarity > 0
        surest[key] = max(surest[key], vote.confidence)
    said = (surest[kind, sign] for sign in (True, False) for kind in TYPES)
    quotes = min(sum(map(text.count, QUOTES)), 2) / 2
    return (*said, number / max(1, sentences), float(number < 3), math.log1p(len(text)) / 5, quotes)


def split_windows(views: Iterable[View], limit: int = WINDOW) -> Iterator[list[View]]:
    """Runs of sentences of at most ``limit`` pieces together."""
    window: list[View] = []
    for view in views:
        if window and sum(len(other.pieces) for other in window) + len(view.pieces) > limit:
            yield window
            window = []
        window.append(view)
    if window:
        yield window


def stack_windows(windows: Sequence[Sequence[View]], tokenizer: Tokenizer) -> Arrays:
    """Windows as the arrays of one batch; sentences are numbered through, and padded to the longest.

    With N sentences of at most n pieces and C fillers in B windows of at most L pieces: ``pieces`` (B, L); for each
    sentence its window ``row`` (N), where ``at`` (N, n) in all windows its pieces stand and which are ``inside``
    (N, n), its fillers' ``places`` and ``nearby`` places (N, C, L; each row sums to 1 or 0), ``features`` (N, C, F) and
    ``relations`` (N, C + 1, n, R), and for each holder and argument ``pairs`` (N, C + 1, C + 1, P) and ``votes``
    (N, C + 1, C + 1, T); the last filler is nobody. ``context`` (N, S) is the sentence's own.
    """
    first, last = (tokenizer.token_to_id(piece) for piece in (FIRST, LAST))
    rows = [[first, *(piece for view in window for piece in view.pieces), last] for window in windows]
    length, views = max(map(len, rows)), [view for window in windows for view in window]
    most, longest = max(len(view.fillers) for view in views), max(1, *(len(view.pieces) for view in views))
    arrays = _empty(len(rows), length, len(views), longest, most)
    for row, pieces in enumerate(rows):
        arrays["pieces"][row, : len(pieces)] = pieces
    place = 0
    for row, window in enumerate(windows):
        starts = _starts(window)
        for view in window:
            _fill(arrays, place, row, view, starts, {other.number: other for other in window})
            place += 1
    return arrays


def _empty(rows: int, length: int, views: int, longest: int, most: int) -> Arrays:
    shapes = {
        "inside": (views, longest),
        "places": (views, most, length),
        "nearby": (views, most, length),
        "features": (views, most, FEATURES),
        "relations": (views, most + 1, longest, len(RELATIONS)),
        "pairs": (views, most + 1, most + 1, PAIRED),
        "votes": (views, most + 1, most + 1, len(TYPES)),
        "context": (views, CONTEXT),
    }
    whole = {"pieces": (rows, length), "row": (views,), "at": (views, longest)}
    return {
        **{name: np.zeros(shape, dtype=np.int64) for name, shape in whole.items()},
        **{name: np.zeros(shape, dtype=np.float32) for name, shape in shapes.items()},
    }


def _starts(window: Sequence[View]) -> dict[int, int]:
    """Where in its window each sentence begins."""
    found, place = {}, 1
    for view in window:
        found[view.number] = place
        place += len(view.pieces)
    return found


def _fill(arrays: Arrays, n: int, row: int, view: View, starts: dict[int, int], window: dict[int, View]) -> None:
    """Write one sentence into the arrays of its batch."""
    start, length, size = starts[view.number], arrays["pieces"].shape[1], len(view.pieces)
    nobody = arrays["places"].shape[1]
    arrays["row"][n] = row
    arrays["at"][n, :size] = row * length + start + np.arange(size)
    arrays["inside"][n, :size] = 1
    arrays["context"][n] = view.context
    for c, filler in enumerate(view.fillers):
        arrays["features"][n, c] = filler.features
        spans = [_pieces_of(view, place.first, place.last) for place in filler.places]
        spans = [(i, j) for i, j in spans if j > i]
        for i, j in spans:
            arrays["places"][n, c, start + i : start + j] += 1 / (j - i) / len(spans)
        if filler.nearby and (other := window.get(filler.nearby[0])):
            i, j = _pieces_of(other, filler.nearby[1].first, filler.nearby[1].last)
            arrays["nearby"][n, c, starts[other.number] + i : starts[other.number] + j] = 1 / max(1, j - i)
    for relation in view.relations:
        i, j = view.spelling[relation.token - view.first]
        arrays["relations"][n, relation.filler, i:j, relation.kind] = 1
    _fill_pairs(arrays["pairs"][n], view.fillers, nobody)
    _fill_votes(arrays["votes"][n], view, nobody)


def _pieces_of(view: View, first: int, last: int) -> tuple[int, int]:
    return view.spelling[first - view.first][0], view.spelling[last - 1 - view.first][1]


def _fill_pairs(pairs: NDArray[Any], fillers: Sequence[Filler], nobody: int) -> None:
    """For holder and argument: one actor; who speaks for whom; both for one; who stands first; nobody."""
    for a, one in enumerate(fillers):
        for b, other in enumerate(fillers):
            theirs = one.speaks_for
            pairs[a, b, 0] = a == b
            pairs[a, b, 1] = theirs == other.actor
            pairs[a, b, 2] = other.speaks_for == one.actor
            pairs[a, b, 3] = a != b and theirs != "" and theirs == other.speaks_for
            if one.places and other.places:
                pairs[a, b, 4] = 1 if one.places[0].head < other.places[0].head else -1
    pairs[nobody, :, 5] = pairs[:, nobody, 5] = 1


def _fill_votes(votes: NDArray[Any], view: View, nobody: int) -> None:
    place = {filler.actor: c for c, filler in enumerate(view.fillers)}
    for vote in view.votes:
        cell = place.get(vote.holder, nobody), place.get(vote.argument, nobody), TYPES.index(vote.type)
        votes[cell] = max(votes[cell], vote.confidence)
