"""The order of the language stages."""

from __future__ import annotations

from communique.language.clauses import find_clauses
from communique.language.coreference import find_references
from communique.language.mentions import find_mentions
from communique.language.parse import parse_text
from communique.language.text import AnnotatedText, Parse
from communique.language.times import find_times
from communique.records import Document, Gazetteer


def annotate(document: Document, gazetteer: Gazetteer, *, parse: Parse | None = None) -> AnnotatedText:
    """All that the language stages find in a document. ``parse`` spares the parsing where it is at hand already."""
    parse = parse or parse_text(document.text)
    mentions = find_mentions(parse, gazetteer)
    return AnnotatedText(
        document=document,
        parse=parse,
        clauses=find_clauses(parse),
        mentions=mentions,
        references=find_references(parse, mentions),
        times=find_times(parse, document.published),
    )
