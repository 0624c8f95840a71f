"""One report -> one document."""

from __future__ import annotations

from communique.records import Document, Report


def read_document(report: Report) -> Document:
    """Clean text, title, outlet, author and publication date of one report.

    Raises InputError when there is nothing in it that can be read.
    """
    raise NotImplementedError
