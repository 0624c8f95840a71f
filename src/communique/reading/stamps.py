"""The day of publication that a web page tells in its markup: its metadata, its JSON-LD, its time elements.

The visible text is never looked at, for it tells of other days; nor are the title and the days of changes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import htmldate
from lxml import etree
from lxml import html as markup

from communique.reading.dates import date_in_address, published, read_day
from communique.records import Published

ABOUT_PUBLICATION = re.compile(
    r"publi|pubdate|pub-date|pub_date|issued|created|posted|entry-date|release|\bdate\b|dc\.?date", re.IGNORECASE
)
ABOUT_OTHER = re.compile(r"modif|update|expir|retriev|archiv|crawl|access|captur|copyright|event|start", re.IGNORECASE)
IN_FIGURES = re.compile(r"\s*\d{1,2}[./-]\d{1,2}[./-]\d{4}")
ARTICLE = re.compile(r"Article|Report|BlogPosting|LiveBlog|WebPage")
ASIDE = ("aside", "nav", "footer", "figure", "li")
LONG_PARAGRAPH = "(preceding::p | ancestor::p)[string-length(normalize-space()) > 200]"
MANY = 1000  # elements or JSON-LD objects of a page that are looked at
EARLIEST, LATEST = "1800-01-01", "2200-12-31"


def published_in(tree: markup.HtmlElement) -> Published:
    """When a page says in its markup that it was published."""
    for day in (_in_metadata(tree), _in_linked_data(tree), _in_time_elements(tree)):
        if day:
            return published(day, "metadata")
    return published(next((day for address in addresses(tree) if (day := date_in_address(address))), ""), "url")


def addresses(tree: markup.HtmlElement) -> list[str]:
    """The addresses that a page gives as its own."""
    found = tree.xpath("//link[@rel='canonical']/@href | //meta[@property='og:url']/@content")
    return [str(address).strip() for address in found][:2]


def _in_metadata(tree: markup.HtmlElement) -> str:
    """The day in the meta elements about publication, as htmldate reads them."""
    head = markup.fromstring("<html><head></head><body></body></html>")
    for meta in tree.xpath("//meta[@content]")[:MANY]:
        name = " ".join(meta.get(key, "") for key in ("name", "property", "itemprop", "http-equiv"))
        value = meta.get("content")
        if not ABOUT_PUBLICATION.search(name) or ABOUT_OTHER.search(name):
            continue
        if IN_FIGURES.match(value):
            if day := read_day(value):
                return day
            continue
        etree.SubElement(head[0], "meta", {key: text for key, text in meta.attrib.items() if isinstance(key, str)})
    found = htmldate.find_date(
        head, extensive_search=False, original_date=True, outputformat="%Y-%m-%d", min_date=EARLIEST, max_date=LATEST
    )
    return read_day(found or "")


def _in_linked_data(tree: markup.HtmlElement) -> str:
    for script in tree.xpath("//script[@type='application/ld+json']/text()")[:20]:
        try:
            known: Any = json.loads(script, strict=False)
        except (ValueError, RecursionError):
            continue
        for item in _items(known):
            if ARTICLE.search(str(item.get("@type", ""))) and (day := read_day(str(item.get("datePublished", "")))):
                return day
    return ""


def _items(known: Any) -> Iterator[dict[str, Any]]:
    """The objects at the top of JSON-LD and in its graph; those further down are other articles."""
    queue = [known]
    for item in queue:
        if isinstance(item, list):
            queue += item[: MANY - len(queue)]
        elif isinstance(item, dict):
            yield item
            if isinstance(item.get("@graph"), list):
                queue += item["@graph"][: MANY - len(queue)]


def _in_time_elements(tree: markup.HtmlElement) -> str:
    """The day of a time element that is marked as publication, or that stands at the head of the article."""
    stamps = [stamp for stamp in tree.xpath("//time[@datetime]")[:MANY] if not _set_apart(stamp)]
    marked = [
        stamp for stamp in stamps if ABOUT_PUBLICATION.search(_marks(stamp)) and not ABOUT_OTHER.search(_marks(stamp))
    ]
    heading = [stamp for stamp in stamps[:20] if not ABOUT_OTHER.search(_marks(stamp)) and _at_head(stamp)]
    return next((day for stamp in (*marked, *heading) if (day := read_day(stamp.get("datetime")))), "")


def _marks(element: markup.HtmlElement) -> str:
    parent = element.getparent()
    own = [element.get("itemprop", ""), element.get("class", ""), *element.attrib.keys()]
    own.remove("datetime")
    return " ".join([*own, parent.get("class", "") if parent is not None else ""])


def _set_apart(element: markup.HtmlElement) -> bool:
    return next(element.iterancestors(*ASIDE), None) is not None


def _at_head(stamp: markup.HtmlElement) -> bool:
    """Whether a time stands after the headline and before the first paragraph of some length."""
    return bool(stamp.xpath("preceding::h1")) and not stamp.xpath(LONG_PARAGRAPH)
