"""What share of invented claims passes the grounding of a language model's answers.

No model is asked. Annotated claims of the development articles stand for true answers; from each, inventions of every
kind are made, by a seeded generator, and held against the article like any answer.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from benchmarks.quality import SHARED, document_of, names, read_rows
from communique.actors import world_gazetteer
from communique.claims.model.folding import FoldedText
from communique.claims.model.grounding import Grounded, ground_claims
from communique.pipeline import extract_document
from communique.records import Claim, Gazetteer, Read

DEV = SHARED / "benchmark/claims-dev.jsonl"
SEED = 20160129
Said = dict[str, Any]

SECTION = """
## Invented claims against the grounding of a language model

No model was asked. {claims} annotated claims of the {articles} development articles stand for true answers; from each,
one invention of each kind was made (seed {seed}). An invention passes if a claim with what was invented is kept.

| invented | made | passed | share |
|---|---|---|---|
{rows}

Of the annotated claims themselves, {refused} ({share:.2f}) are refused: the price of the grounding.

| why | annotated claims |
|---|---|
{reasons}

Many of these name an actor in other words than the article does, which only a story file can join. What passes has a
true quotation and parties that are named near it. How often such a claim is wrong all the same, only the tape of a real
model can tell; until then what a model alone reads is suggested, not stated.
"""


class Kind(NamedTuple):
    """One kind of invention: how it is made from a true claim (None where it cannot be), and whether it was kept."""

    name: str
    invent: Callable[[Said, Article, random.Random], Said | None]
    passed: Callable[[Said, Claim], bool]


class Article(NamedTuple):
    """An annotated article as the local reader has read it, and claims of other articles to steal from."""

    read: Read
    claims: list[Said]
    others: list[Said]
    folded: FoldedText


def annotated(rows: Iterable[dict[str, Any]], gazetteer: Gazetteer) -> list[tuple[Read, list[Said]]]:
    """The articles with their annotated claims, as a model would answer them."""
    documents = ((document_of(row), row["claims"]) for row in rows)
    return [(Read(each, extract_document(each, gazetteer)), [*map(as_said, claims)]) for each, claims in documents]


def as_said(claim: dict[str, Any]) -> Said:
    """An annotated claim in the form of an answer."""
    said: Said = {
        name: claim.get(name) or "" for name in ("type", "holder", "for", "argument", "topic", "date", "quote")
    }
    return said | {"polarity": claim["polarity"], "status": claim.get("status") or ""}


def _other_quote(said: Said, article: Article, dice: random.Random) -> Said | None:
    quote = dice.choice(article.others)["quote"]
    return None if article.folded.find(quote) else said | {"quote": quote}


def _changed_quote(said: Said, article: Article, dice: random.Random) -> Said | None:
    words = said["quote"].split()
    words[dice.randrange(len(words))] = dice.choice(dice.choice(article.others)["quote"].split())
    quote = " ".join(words)
    return None if article.folded.find(quote) else said | {"quote": quote}


def _stolen(field: str) -> Callable[[Said, Article, random.Random], Said | None]:
    """A party that this article does not name."""

    def invent(said: Said, article: Article, dice: random.Random) -> Said | None:
        name = dice.choice(article.others)[field]
        there = {*_parties(article), *(mention.text for mention in article.read.extraction.mentions)}
        return said | {field: name} if name and not any(names().same(name, other) for other in there) else None

    return invent


def _parties(article: Article) -> list[str]:
    mentions = article.read.extraction.mentions
    return sorted({name for mention in mentions for name in (mention.actor, mention.speaks_for) if name})


def _swapped(said: Said, article: Article, dice: random.Random) -> Said | None:
    others = [name for name in _parties(article) if name not in (said["holder"], said["argument"], said["for"])]
    return said | {"holder": dice.choice(others), "for": ""} if others else None


def _wrong_day(said: Said, article: Article, dice: random.Random) -> Said | None:
    date = f"{dice.randint(1990, 2040)}-{dice.randint(1, 12):02d}-{dice.randint(1, 28):02d}"
    return None if any(date in str(time) for time in article.read.extraction.times) else said | {"date": date}


KINDS = (
    Kind("a quotation of another article", _other_quote, lambda said, kept: True),
    Kind("a quotation with one word changed", _changed_quote, lambda said, kept: True),
    Kind("a holder that the article does not name", _stolen("holder"), lambda said, kept: True),
    Kind("an argument that the article does not name", _stolen("argument"), lambda said, kept: bool(kept.argument)),
    Kind("a date that the article does not give", _wrong_day, lambda said, kept: kept.date == said["date"]),
    Kind("a true quotation, another holder of the article", _swapped, lambda said, kept: True),
    Kind(
        "a true quotation, the opposite polarity",
        lambda said, article, dice: said | {"polarity": -said["polarity"]},
        lambda said, kept: True,
    ),
)


class Passing(NamedTuple):
    """How many inventions of a kind were made and passed; kept claims with a quotation that is not in the text."""

    made: int
    passed: int
    unquoted: int


def measure_grounding(articles: list[tuple[Read, list[Said]]]) -> tuple[dict[str, Passing], int, Counter[str]]:
    """What passes, by kind; how many true claims there are, and why some of them are refused."""
    dice = random.Random(SEED)
    found = {kind.name: Passing(0, 0, 0) for kind in KINDS}
    true = 0
    refused: Counter[str] = Counter()
    for number, (read, claims) in enumerate(articles):
        others = [each for k, (_, theirs) in enumerate(articles) if k != number for each in theirs]
        article = Article(read, claims, others, FoldedText(read.document.text))
        for said in claims:
            true += 1
            refused.update(refusal.reason for refusal in _grounded(said, read).refusals)
            for kind in KINDS:
                invented = kind.invent(said, article, dice)
                if invented is not None:
                    found[kind.name] = _counted(found[kind.name], kind, invented, read)
    return found, true, refused


def _grounded(said: Said, read: Read) -> Grounded:
    return ground_claims([said], read, world_gazetteer(), "model")


def _counted(before: Passing, kind: Kind, invented: Said, read: Read) -> Passing:
    kept = _grounded(invented, read).claims
    text = read.document.text
    unquoted = sum(text[claim.start : claim.end] != claim.quote for claim in kept)
    passed = any(kind.passed(invented, claim) for claim in kept)
    return Passing(before.made + 1, before.passed + passed, before.unquoted + unquoted)


def grounding_section() -> str:
    """The part of the page of figures."""
    articles = annotated(read_rows(DEV), world_gazetteer())
    found, true, refused = measure_grounding(articles)
    rows = [f"| {name} | {of.made} | {of.passed} | {of.passed / max(of.made, 1):.3f} |" for name, of in found.items()]
    made, unquoted = (sum(getattr(of, name) for of in found.values()) for name in ("made", "unquoted"))
    rows.append(f"| *kept with a quotation that is not in the text* | {made} | {unquoted} | {unquoted / made:.3f} |")
    return SECTION.format(
        claims=true,
        articles=len(articles),
        seed=SEED,
        rows="\n".join(rows),
        refused=refused.total(),
        share=refused.total() / true,
        reasons="\n".join(f"| {reason} | {count} |" for reason, count in refused.most_common()),
    )
