"""A web page -> its article: what trafilatura takes for it, with title, author, outlet and date."""

from __future__ import annotations

import trafilatura
from trafilatura.settings import Document as Article

from communique.errors import InputError
from communique.reading.bylines import read_byline, read_dateline
from communique.reading.dates import date_in_address, date_in_dateline, date_in_line, date_in_markup, published
from communique.reading.mapping import Stretch, Visible, byte_segments
from communique.reading.parts import Parts
from communique.records import Published


def read_page(page: str, encoding: str, *, address: str = "") -> Parts:
    """The article of a page. Raises InputError when there is none."""
    article = _article(page)
    if article is None or not article.text:
        raise InputError("has no article in it", hint="Open it in a browser: is it a list of links, or a log-in page?")
    visible, stretches, lines, at = Visible(page), list[tuple[int, Stretch]](), list[str](), 0
    title = " ".join((article.title or "").split())
    author, agency = " ".join((article.author or "").split()), ""
    position, day = 0, date_in_markup(page)
    when = published(day, "metadata") or published("", "unknown")
    for line in (" ".join(line.split()) for line in article.text.split("\n")):
        by, wire = read_byline(line)
        said, basis = date_in_line(line)
        if by or said:
            author, agency = author or by, agency or wire
            when = when if when.date else published(said, basis)
            continue
        if not line or line == title:
            continue
        if found := visible.find(line, at):
            stretches.append((position, (line, found[0], found[1])))
            at = found[2]
        lines.append(line)
        position += len(line) + 2
    if not lines:
        raise InputError("has no article in it", hint="Open it in a browser to see what it holds.")
    place, wire = read_dateline(lines[0])
    return Parts(
        text="\n\n".join(lines),
        title=title,
        url=address or article.url or "",
        outlet=" ".join((article.sitename or "").split()),
        author=author,
        agency=agency or wire or _agency_of(page),
        place=place,
        published=when if when.date else _from_address(address or article.url or "", lines[0]),
        segments=byte_segments(stretches, page, encoding),
    )


def _article(page: str) -> Article | None:
    try:
        found = trafilatura.bare_extraction(
            page, with_metadata=True, include_comments=False, include_tables=False, favor_recall=True
        )
    except (ValueError, AssertionError, RecursionError) as error:
        raise InputError("is not HTML that can be read", hint="Save the page once more.") from error
    return found if isinstance(found, Article) else None


def _agency_of(page: str) -> str:
    """The agency of a byline that stands in the page but is no part of the article."""
    for line in (trafilatura.html2txt(page) or "").splitlines()[:40]:
        if agency := read_byline(line.strip())[1]:
            return agency
    return ""


def _from_address(address: str, first: str) -> Published:
    return (
        published(date_in_address(address), "url")
        if date_in_address(address)
        else published(date_in_dateline(first), "dateline")
    )
