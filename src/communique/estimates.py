"""What reading with a language model would take, before anything is sent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from communique.dossier import key_of
from communique.errors import CommuniqueError
from communique.readers import choose_reader, estimate_reading
from communique.reading import find_reports, read_document
from communique.records import Document, Estimate, Report, Story
from communique.storage import kept_answers, known_keys, load_story, open_folder, stored_rows


def estimate(
    inputs: Iterable[str | Path] = (),
    *,
    dossier: str | Path | None = None,
    known: bool = False,
    date: str = "",
    columns: Mapping[str, str] | None = None,
    reader: Mapping[str, object] | None = None,
) -> Estimate:
    """How many articles, calls and tokens a run with a language model would take; nothing is sent or kept.

    Of the ``inputs`` those count that the ``dossier`` does not have yet, or all if ``known``; without inputs all its
    reports, as for `rebuild` with ``reread``. The other parameters are those of `add`.
    """
    folder = open_folder(dossier) if dossier else None
    story = load_story(folder) if folder else Story()
    names = [str(name) for name in inputs]
    if names or folder is None:
        keys = known_keys(folder) if folder and not known else {}
        documents = _new(names, keys, {"date": date}, columns)
    else:
        documents = (row.read.document for row in stored_rows(folder))
    return estimate_reading(documents, choose_reader(story.reader, reader), kept=kept_answers(folder))


def _new(
    inputs: Iterable[str], keys: Mapping[str, str], given: Mapping[str, str], columns: Mapping[str, str] | None
) -> Iterator[Document]:
    """The documents of the reports that are not known, each once; those that cannot be read count for nothing."""
    seen = set(keys)
    for report in find_reports(inputs, given=given, columns=columns):
        if isinstance(report, Report) and (key := key_of(report)) not in seen:
            seen.add(key)
            try:
                yield read_document(report)
            except CommuniqueError:
                continue
