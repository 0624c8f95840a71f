"""Bytes -> Document: formats, cleaning, publication date, reprints."""

from communique.reading.documents import read_document
from communique.reading.reprints import group_reprints
from communique.reading.sources import find_reports

__all__ = ["find_reports", "group_reprints", "read_document"]
