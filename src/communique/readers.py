"""Who reads the claims: chosen here and nowhere else, for every command and every engine.

The local reader works inside `pipeline.read_batch`, wherever that runs. A language model reads as well, if it is asked
for by name: in this process, one article after the other as they come from the engine, so that one place keeps its
answers, its budget and its tape. All that belongs to it is loaded only then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from communique.engines import Workers, read_all
from communique.errors import ConfigError
from communique.records import Document, Estimate, Failure, Gazetteer, Read, Reader, Report, Tally

Tell = Callable[[str], None]
Heed = Callable[[Tally], None]
HOW = "See docs/how-to/read-with-a-language-model.md."


def choose_reader(table: Reader, said: Mapping[str, object] | None = None) -> Reader:
    """The reader of a run: the `[reader]` table of the story, and what is ``said`` for this run, by field.

    Raises ConfigError where the two leave out or contradict something.
    """
    said = {name: value for name, value in (said or {}).items() if value is not None}
    try:
        reader = msgspec.convert(msgspec.to_builtins(table) | said, Reader)
    except msgspec.ValidationError as error:
        raise ConfigError(f"this is no reader ({error})", hint=HOW) from error
    if reader.use == "local":
        if said.keys() - {"use"}:
            option = sorted(said.keys() - {"use"})[0].replace("_", "-")
            raise ConfigError(f"--{option} is for a language model, which nobody asks", hint="Add: --reader model.")
        return reader
    return _sound(reader)


def _sound(reader: Reader) -> Reader:
    """A reader that uses a model, if it says all that is needed. Raises ConfigError."""
    if reader.record and reader.replay:
        raise ConfigError("a run is recorded or replayed, not both", hint="Leave out --record or --replay.")
    if not reader.model.isprintable():
        raise ConfigError("the name of the language model holds what cannot be printed", hint=HOW)
    if not reader.model:
        raise ConfigError("which language model?", hint="Name it with --model, or as model in [reader].")
    if reader.replay:
        return reader
    if not reader.base_url:
        hint = "Give it with --base-url, for instance http://127.0.0.1:8080/v1, or as base_url in [reader]."
        raise ConfigError("where is the language model's server?", hint=hint)
    try:
        address = urlsplit(reader.base_url)
        sound = address.scheme in ("http", "https") and address.hostname and address.port != 0
        sound = sound and reader.base_url.isprintable() and " " not in reader.base_url
    except ValueError:
        sound = False
    if not sound:
        raise ConfigError("the base URL is no address of a server", hint="Write it as http://127.0.0.1:8080/v1.")
    if address.username or address.password or address.query:
        raise ConfigError("the base URL holds more than an address", hint="A key goes into COMMUNIQUE_API_KEY.")
    return reader


def read_reports(
    reports: Iterable[Report],
    reader: Reader,
    gazetteer: Gazetteer,
    *,
    workers: Workers,
    kept: Path,
    tell: Tell,
    heed: Heed,
) -> Iterator[Read | Failure]:
    """Read reports on an engine, with the claims of the reader that was chosen, in their order.

    ``kept`` is the file in which the answers of a model are kept. ``tell`` receives where the reports are sent, if they
    are, ``heed`` the tally after each article.
    """
    reads = read_all(reports, gazetteer, workers=workers)
    if reader.use == "local":
        return reads
    from communique.claims.model import read_by_model

    if not reader.replay:
        tell(f"the text of the reports goes to {reader.base_url}")
    return read_by_model(reads, reader, gazetteer, kept=kept, heed=heed)


def estimate_reading(documents: Iterable[Document], reader: Reader, *, kept: Path) -> Estimate:
    """What it would take to read documents; with the local reader no call at all."""
    if reader.use == "local":
        return Estimate(articles=0, calls=0, known=0, prompt_tokens=0, answer_tokens=0)
    from communique.claims.model import estimate

    return estimate(documents, reader, kept=kept)
