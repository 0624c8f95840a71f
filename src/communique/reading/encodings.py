"""Bytes -> text, so that every character leads back to its bytes."""

from __future__ import annotations

import codecs
import re

import charset_normalizer
import msgspec

from communique.errors import InputError

DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,30})""", re.IGNORECASE)
MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
LATIN = {"iso8859-1", "latin-1", "ascii"}  # pages that declare these mean cp1252 (WHATWG Encoding Standard)
SAMPLE = 100_000  # bytes that a guess is made from
LOOKED_AT = 20_000  # characters looked at to tell text from anything else
WESTERN = 0.1  # share of bytes beyond ASCII up to which an undeclared text is taken for Western European
STRAY = 0.1  # broken bytes for each good character beyond ASCII that a UTF-8 text may hold
FEW = 5  # control characters that any text may hold
NOISE = 0.02  # share of control and broken characters above which bytes are no text
ESCAPED = re.compile("[\ud800-\udfff]")
CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffd\ud800-\udfff]")


class Decoded(msgspec.Struct, frozen=True):
    """Bytes as text. In ``exact`` a byte that cannot be decoded stands as a lone surrogate (PEP 383).

    ``faithful`` tells whether ``exact`` encodes back to the very bytes.
    """

    exact: str
    encoding: str
    faithful: bool = True

    @property
    def text(self) -> str:
        """The text for reading, of the same length: what could not be decoded is U+FFFD."""
        return mend(self.exact)


def mend(text: str) -> str:
    """A text that every encoding can write: lone surrogates become U+FFFD."""
    return ESCAPED.sub("\ufffd", text)


def decode(raw: bytes) -> Decoded:
    """The text of bytes. Raises InputError when they are no text in any encoding."""
    encoding = tell_encoding(raw)
    try:
        exact = raw.decode(encoding, "surrogateescape")
        faithful = exact.encode(encoding, "surrogateescape") == raw
    except UnicodeError:
        exact, faithful = raw.decode(encoding, "replace"), False
    start = exact[:LOOKED_AT]
    if len(CONTROL.findall(start)) > max(FEW, NOISE * len(start)):
        raise InputError("is not text", hint="Save it as HTML or plain text in UTF-8.")
    return Decoded(exact, encoding, faithful)


def tell_encoding(raw: bytes) -> str:
    """The encoding of bytes: by mark, as UTF-8, as declared, else by the best guess."""
    for mark, encoding in MARKS:
        if raw.startswith(mark):
            return encoding
    declared = _declared(raw)
    for encoding in ("utf-8", declared):
        if encoding and _decodes(raw, encoding):
            return encoding
    return "utf-8" if _nearly_utf8(raw) else declared or _guess(raw[:SAMPLE])


def _declared(raw: bytes) -> str:
    """The encoding that a page names, as a codec of text; empty if it names none."""
    found = DECLARED.search(raw[:2048])
    try:
        codec = codecs.lookup(found.group(1).decode("ascii")) if found else None
        "".encode(codec.name if codec else "undefined")
    except (LookupError, ValueError):
        return ""
    name = codec.name if codec else ""
    escapes = name.endswith("escape") or name in ("idna", "punycode", "utf-7", "undefined")
    return "" if escapes else "cp1252" if name in LATIN else name


def _decodes(raw: bytes, encoding: str) -> bool:
    try:
        raw.decode(encoding)
    except UnicodeError:
        return False
    return True


def _nearly_utf8(raw: bytes) -> bool:
    """Whether bytes are UTF-8 but for a few broken ones, as after a cut or a paste."""
    text = raw.decode("utf-8", "surrogateescape")
    beyond = sum(not char.isascii() for char in text)
    broken = len(ESCAPED.findall(text))
    return broken <= STRAY * (beyond - broken)


def _guess(sample: bytes) -> str:
    if sum(byte > 127 for byte in sample) <= WESTERN * len(sample):
        return "cp1252"
    best = charset_normalizer.from_bytes(sample).best()
    return best.encoding if best else "cp1252"
