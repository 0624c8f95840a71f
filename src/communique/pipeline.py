"""The map stage: one report in, all that was read out of it out. Read this second: the order of the stages.

    Report ──read_document──> Document ──annotate──> AnnotatedText ──find_*──> Extraction

It is a pure function of one report and one gazetteer: it can run anywhere, in any order, any number of times.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from communique.claims import find_claims, find_events, find_statements
from communique.errors import CommuniqueError
from communique.language import annotate
from communique.reading import read_document
from communique.records import ENGLISH, Document, Extraction, Failure, Gazetteer, Read, Report


def read_batch(reports: Iterable[Report], gazetteer: Gazetteer) -> Iterator[Read | Failure]:
    """Read a batch of reports. The one function that every engine runs; a report that fails costs only itself."""
    for report in reports:
        try:
            document = read_document(report)
            yield Read(document, extract_document(document, gazetteer))
        except CommuniqueError as error:
            yield Failure(report.source, error.problem, error.hint)
        except Exception as error:
            problem = f"broke the reader ({type(error).__name__}: {error})"
            yield Failure(report.source, problem, "The fault is ours: please report it, with the file.")


def extract_document(document: Document, gazetteer: Gazetteer) -> Extraction:
    """Mentions, times, statements, claims and events of one document; nothing at all if it is not in English."""
    if document.language != ENGLISH:
        return Extraction()
    text = annotate(document, gazetteer)
    statements = find_statements(text)
    return Extraction(
        mentions=text.mentions,
        times=text.times,
        statements=statements,
        claims=find_claims(text, statements),
        events=find_events(text),
        sentences=tuple((sentence.start, sentence.end) for sentence in text.parse.sentences),
    )
