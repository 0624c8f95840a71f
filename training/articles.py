"""Training articles as the network reads them: annotated once, with the sentences and the answers expected of each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.quality import SHARED, read_rows
from tokenizers import Tokenizer

from communique.actors import world_gazetteer
from communique.claims import find_statements
from communique.claims.candidates import Candidate, find_candidates, votes_by_sentence
from communique.claims.learned.inputs import View, Vote, view_sentences
from communique.claims.scenes import Scene
from communique.language import annotate
from communique.records import Document, Published
from training.gold import Answer, lay_over

TRAIN = SHARED / "benchmark/claims-train.jsonl"


class Article(NamedTuple):
    """One article: what was annotated, and each sentence as the network sees it with its answers."""

    row: dict[str, Any]
    scene: Scene
    candidates: list[Candidate]
    votes: dict[int, list[Vote]]
    views: list[View]
    answers: dict[int, list[Answer]]


def read_articles(path: Path, tokenizer: Tokenizer) -> Iterator[Article]:
    """The annotated articles of a file, with the world gazetteer alone."""
    for row in read_rows(path):
        scene = read_scene(row)
        numbers = range(len(scene.text.parse.sentences))
        candidates = list(find_candidates(scene))
        votes = votes_by_sentence(candidates)
        views = list(view_sentences(scene, votes, numbers, tokenizer))
        yield Article(row, scene, candidates, votes, views, lay_over(row["claims"], scene, views))


def read_scene(row: dict[str, Any]) -> Scene:
    """An article as annotated text with who says what."""
    published = Published(row["date"][:10], "given", 1.0) if row.get("date") else Published()
    document = Document(
        id=row["id"], source=row["id"], text=row["text"], title=row.get("title") or "", published=published
    )
    text = annotate(document, world_gazetteer())
    return Scene(text, find_statements(text))
