"""A web page -> its article: what trafilatura takes for it, with title, author, outlet and date."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import trafilatura
from lxml import html as markup
from trafilatura.settings import Document as Article

from communique.errors import InputError
from communique.reading.bylines import LONGEST, is_byline, read_byline, read_dateline
from communique.reading.characters import one_line
from communique.reading.dates import (
    AMBIGUOUS,
    UNKNOWN,
    date_alone,
    date_in_address,
    date_in_dateline,
    date_in_line,
    is_ambiguous,
    is_date_line,
    published,
)
from communique.reading.encodings import Decoded
from communique.reading.furniture import SENTENCE_END, is_caption, is_furniture
from communique.reading.mapping import Stretch, find_line, visible
from communique.reading.parts import Parts
from communique.reading.stamps import addresses, published_in
from communique.records import Published

BULLET = re.compile(r"^[-*•]\s+")
SEPARATOR = re.compile(r"\s+[|–—·»:-]{1,2}\s+")
SENTENCE = 6  # words of a line that can be a sentence without its stop
HEAD = 40  # lines at the top of a page that can tell its date
STANDFIRST = 2  # lines that can stand between a headline and the date
BYLINES = (
    "//p | //address | //span | //div[not(*[self::div or self::p])]"
    " | //*[contains(@class, 'byline') or contains(@class, 'author')]"
)
MANY = 200  # elements of a page that are searched for a byline outside the article
NO_ARTICLE = "has no article in it"
TRY = "Open it in a browser: is it a list of links, or a log-in page?"


def read_page(report: Decoded, *, address: str = "", fragment: bool = False) -> Parts:
    """The article of a page, or of a ``fragment`` that is the article already. Raises InputError when there is none."""
    page = report.text
    whole = f"<html><body><article>{page}</article></body></html>" if fragment else page
    try:
        return _read(page, whole, address)
    except InputError:
        raise
    except Exception as error:  # a page is hostile input, and its parsers raise whatever they come upon
        raise InputError("is not HTML that can be read", hint="Save the page once more, or its text alone.") from error


def _read(page: str, whole: str, address: str) -> Parts:
    tree = _tree(whole)
    article = trafilatura.bare_extraction(
        whole, with_metadata=True, include_comments=False, include_tables=False, favor_recall=True
    )
    found = article if isinstance(article, Article) else Article()
    title = _title(found, tree)
    every = [one_line(BULLET.sub("", line)) for line in (found.text or trafilatura.baseline(whole)[1]).split("\n")]
    lines = [line for line in every if line and line != title and not _is_extra(line)]
    if not any(SENTENCE_END.search(line) or len(line.split()) >= SENTENCE for line in lines):
        raise InputError(NO_ARTICLE, hint=TRY)
    text, stretches = _mapped(lines, page)
    own = address or next(iter(addresses(tree)), "") or found.url or ""
    author, agency = _byline(found, every, tree)
    place, wire = read_dateline(lines[0])
    when, notes = _published(tree, every, lines, own)
    return Parts(
        text=text,
        title=title,
        url=one_line(own),
        outlet=one_line(found.sitename or "") or _outlet(title, tree),
        author=one_line(author),
        agency=one_line(agency or wire),
        place=place,
        published=when,
        stretches=stretches,
        notes=notes,
    )


def _tree(page: str) -> markup.HtmlElement:
    parser = markup.HTMLParser(encoding="utf-8", no_network=True)
    return markup.document_fromstring(page.encode("utf-8", "replace"), parser=parser)


def _is_extra(line: str) -> bool:
    """Whether a line that was taken for part of the article is about the article, or about something else."""
    return is_byline(line) or is_date_line(line) or is_caption(line) or is_furniture(line)


def _title(article: Article, tree: markup.HtmlElement) -> str:
    """The headline: as the page announces it, else the heading that its title names, without the outlet's name."""
    announced = [one_line(str(text)) for text in tree.xpath("//meta[@property='og:title']/@content")]
    in_head = one_line(" ".join(tree.xpath("//head/title[1]//text()")))
    headings = [one_line(heading.text_content()) for heading in tree.xpath("//h1 | //h2")[:20]]
    named = sorted((text for text in headings if text and text.lower() in in_head.lower()), key=len)
    best = next((text for text in (*announced, *named[-1:], article.title or "", in_head) if text), "")
    return _without_outlet(one_line(best), one_line(article.sitename or ""))


def _without_outlet(title: str, outlet: str) -> str:
    pieces = SEPARATOR.split(title)
    if outlet and len(pieces) > 1 and outlet.lower() in (pieces[0].lower(), pieces[-1].lower()):
        cut = title[len(pieces[0]) :] if pieces[0].lower() == outlet.lower() else title[: -len(pieces[-1])]
        return cut.strip(" |–—·»:-")
    return title


def _outlet(title: str, tree: markup.HtmlElement) -> str:
    """The outlet's name where the page's title is the headline, a separator and a short name."""
    in_head = one_line(" ".join(tree.xpath("//head/title[1]//text()")))
    pieces = SEPARATOR.split(in_head.removeprefix(title)) if title and in_head.startswith(title) else []
    return pieces[1] if len(pieces) == 2 and not pieces[0] and len(pieces[1].split()) <= 5 else ""


def _mapped(lines: Sequence[str], page: str) -> tuple[str, tuple[Stretch, ...]]:
    """The clean text, a paragraph a line, and where in the page its lines stand, as far as they are found there."""
    seen, at, size = visible(page), 0, 0
    stretches: list[Stretch] = []
    for line in lines:
        found, at = find_line(seen, line, at)
        stretches += [Stretch(size + a, size + b, raw_a, raw_b) for a, b, raw_a, raw_b in found]
        size += len(line) + 2
    return "\n\n".join(lines), tuple(stretches)


def _byline(article: Article, lines: Iterable[str], tree: markup.HtmlElement) -> tuple[str, str]:
    """Author and agency: as the byline has them, unless the page names another author in its metadata."""
    parts = (part.text_content() for part in tree.xpath(BYLINES)[:MANY])
    outside = (one_line(words) for words in parts if len(words) <= 2 * LONGEST)
    found = [read_byline(line) for line in (*lines, *outside) if is_byline(line)]
    author = next((author for author, _ in found if author), "")
    named = article.author or ""
    return author if author in named or not named else named, next((agency for _, agency in found if agency), "")


def _published(
    tree: markup.HtmlElement, every: Sequence[str], lines: Sequence[str], address: str
) -> tuple[Published, tuple[str, ...]]:
    """By the markup, else by a labelled line, the dateline, a date alone in the article's head, or the address."""
    stamped = published_in(tree)
    if stamped.basis == "metadata":
        return stamped, ()
    above, head = _above(every, lines[0]), _above(every, lines[: STANDFIRST + 1][-1])
    if day := next((day for line in head if (day := date_in_line(line))), ""):
        return published(day, "byline"), ()
    day, doubt = date_in_dateline(lines[0], address)
    if day:
        return published(day, "dateline"), ()
    if day := next((day for line in above if (day := date_alone(line))), ""):
        return published(day, "byline"), ()
    if day := date_in_address(address):
        return published(day, "url"), ()
    doubts = (doubt, AMBIGUOUS if any(is_ambiguous(line) for line in head) else "")
    return stamped if stamped.date else UNKNOWN, tuple(filter(None, doubts))


def _above(every: Sequence[str], line: str) -> Sequence[str]:
    """The lines of a page above one of its article, as far as they can belong to its head."""
    head = every[:HEAD]
    return head[: head.index(line)] if line in head else head
