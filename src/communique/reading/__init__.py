"""Bytes -> Document: formats, cleaning, publication date, reprints."""

from communique.reading.documents import read_document
from communique.reading.reprints import Sketch, group_reprints, sketch_text
from communique.reading.sources import find_reports

__all__ = ["Sketch", "find_reports", "group_reprints", "read_document", "sketch_text"]
