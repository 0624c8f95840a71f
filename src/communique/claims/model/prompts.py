"""An article -> what a model is asked, and the key under which its answer is kept."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec

from communique.claims.model.cutting import cut_text
from communique.records import Document

CHARACTERS = 4  # of English to a token, about
Message = dict[str, str]


class Example(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A made-up article with the answer to it."""

    title: str
    published: str
    text: str
    answer: str


class Prompt(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is in `prompt.toml`."""

    version: str
    system: str
    article: str
    part: str
    repair: str
    examples: tuple[Example, ...]


@cache
def prompt() -> Prompt:
    """The prompt that comes with the package."""
    return msgspec.toml.decode((files(__package__) / "prompt.toml").read_bytes(), type=Prompt)


@cache
def schema() -> dict[str, Any]:
    """What an answer has to look like, as a JSON schema."""
    return msgspec.json.decode((files(__package__) / "schema.json").read_bytes(), type=dict[str, Any])


def ask_about(document: Document, size: int) -> Iterator[list[Message]]:
    """The messages for each piece of an article, at most ``size`` characters of it in each."""
    pieces = list(cut_text(document.text, size))
    for number, (start, end) in enumerate(pieces, 1):
        part = _filled(prompt().part, number=str(number), count=str(len(pieces))) if len(pieces) > 1 else ""
        question = _question(document.title, document.published.date or "unknown", part, document.text[start:end])
        yield [*_opening(), {"role": "user", "content": question}]


@cache
def _opening() -> tuple[Message, ...]:
    """The instructions and the examples, the same for every article."""
    found = [{"role": "system", "content": prompt().system.strip()}]
    for example in prompt().examples:
        question = _question(example.title, example.published, "", example.text.strip())
        found += [{"role": "user", "content": question}, {"role": "assistant", "content": example.answer.strip()}]
    return tuple(found)


def _question(title: str, published: str, part: str, text: str) -> str:
    """An article as quoted data, between marks that it cannot hold: they are made from its own words."""
    title = " ".join(title.split())[:300]
    quoted = f"{title}\n{text}".encode("utf-8", "surrogatepass")
    mark = f"=== {hashlib.sha256(quoted).hexdigest()[:12]} ==="
    return _filled(prompt().article, title=title, published=published, part=part, mark=mark, text=text).strip()


def _filled(template: str, **values: str) -> str:
    """A template with its {names} filled in, in one go: braces in a value stay what they are."""
    parts = template.split("{")
    filled = [parts[0]]
    for part in parts[1:]:
        name, closed, rest = part.partition("}")
        filled.append(values[name] + rest if closed and name in values else "{" + part)
    return "".join(filled)


def ask_again(messages: Sequence[Message], answer: str, problem: str) -> list[Message]:
    """The messages that ask for the same answer in the right form."""
    again = _filled(prompt().repair, problem=problem).strip()
    return [*messages, {"role": "assistant", "content": answer}, {"role": "user", "content": again}]


def key_of(model: str, messages: Sequence[Message]) -> str:
    """What an answer is kept under: a hash of the model, the version of the prompt and all that is asked."""
    asked = msgspec.json.encode([model, prompt().version, list(messages)])
    return hashlib.sha256(asked).hexdigest()


def count_tokens(messages: Sequence[Message]) -> int:
    """About how many tokens messages take."""
    return sum(len(message["content"]) // CHARACTERS + 4 for message in messages)
