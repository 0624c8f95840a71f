"""Where things lie in a parse: the stretch of tokens below each token, noun phrases, and the quotations around them."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property

import msgspec

from communique.claims.statements.cues import KIND_OF, Cue, Lexicon
from communique.claims.statements.quotes import Quote, find_quotes
from communique.language.text import AnnotatedText, Parse, Token

Stretch = tuple[int, int]
"""Tokens from the first to the last, half-open."""

FINITE = frozenset({"VBD", "VBZ", "VBP"})
PAUSES = frozenset({",", "—", "–", "-"})
DASHES = frozenset({"-", "–", "—", "--"})
NEAR = 12  # tokens between a cue and the participle that names its source
DATELINE = 16  # tokens within which a dateline ends
LOOSE = frozenset({"relcl", "acl", "advcl", "parataxis", "ccomp"})


class Layout(msgspec.Struct, frozen=True, dict=True):
    """One document's parse and quotations, with what is asked of them again and again worked out once."""

    text: AnnotatedText
    words: Lexicon

    def cue(self, index: int) -> Cue | None:
        """What a word takes as a cue, None if it is none."""
        token = self.tokens[index]
        kind, quality = KIND_OF.get(token.pos), self.made(index)
        lemma = token.lemma.lower() if quality is None else f"make {self.tokens[quality].lower}"
        return self.words.get((kind, lemma)) if kind else None

    def made(self, index: int) -> int | None:
        """The adjective that is one word with "make" before it: "made it clear that"."""
        if self.tokens[index].lemma.lower() != "make":
            return None
        below = self.children(index, "ccomp", "acomp", "oprd", "xcomp")
        return next((child for child in below if ("verb", f"make {self.tokens[child].lower}") in self.words), None)

    @property
    def parse(self) -> Parse:
        """The parse."""
        return self.text.parse

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The tokens."""
        return self.text.parse.tokens

    @cached_property
    def quotes(self) -> tuple[Quote, ...]:
        """The quotations, in order."""
        return find_quotes(self.parse.marked)

    @cached_property
    def _quote_starts(self) -> list[int]:
        return [quote.start for quote in self.quotes]

    @cached_property
    def stretches(self) -> list[Stretch]:
        """For each token the stretch from the first to the last token of its subtree, in one pass over the trees."""
        found = [(token.index, token.index + 1) for token in self.tokens]
        for index in reversed(self._downwards()):
            head = self.tokens[index].head
            (first, last), (low, high) = found[head], found[index]
            found[head] = (min(first, low), max(last, high))
        return found

    def _downwards(self) -> list[int]:
        """All tokens, each after its head."""
        order = [token.index for token in self.tokens if token.head == token.index]
        for index in order:
            order += self.parse.children[index]
        return order

    @cached_property
    def loose_ends(self) -> dict[tuple[str, int], list[int]]:
        """Where clauses begin that a comma adds at an end: by ``relcl``, ``advcl`` (speech), ``conj`` and that end."""
        found: dict[tuple[str, int], list[int]] = {}
        for token in self.tokens:
            first, last = self.stretches[token.index]
            loose = token.dep == "relcl" or (token.dep == "advcl" and self._goes_on(token))
            if loose and first and self.tokens[first - 1].text in PAUSES:
                found.setdefault((token.dep, last), []).append(first)
            if self.resumed(token.index) is not None:
                found.setdefault(("conj", last), []).append(token.index)
        return {key: sorted(starts) for key, starts in found.items()}

    def resumed(self, index: int) -> int | None:
        """The cue that a verb goes back to, though the parser joined it to the content: "said it had won and left".

        It has the cue's tense and no subject of its own; it is a verb of speech, or the content has another tense.
        """
        token = self.tokens[index]
        inner = self.tokens[token.head]
        outer = self.tokens[inner.head]
        if token.dep != "conj" or token.tag != "VBD" or inner.dep != "ccomp" or outer.tag != "VBD":
            return None
        auxiliaries = [self.tokens[child].tag for child in self.children(inner.index, "aux")]
        apart = inner.tag in ("VBZ", "VBP") or bool(auxiliaries) or self.is_speech(index)
        own = self.children(index, "nsubj", "nsubjpass", "aux", "auxpass")
        return outer.index if apart and not own and self.cue(outer.index) is not None else None

    def _goes_on(self, token: Token) -> bool:
        """Whether a participle reports speech: ", adding that ..."."""
        cue = self.cue(token.index)
        return token.tag == "VBG" and cue is not None and cue.sort == "speech"

    @cached_property
    def _breaks(self) -> list[int]:
        return [place for place, sign in enumerate(self.parse.marked) if sign == "\n"]

    def paragraph(self, offset: int) -> int:
        """The number of the paragraph that holds a character."""
        return bisect_right(self._breaks, offset)

    @cached_property
    def dated(self) -> frozenset[int]:
        """The tokens of dates and times, as the model sees them."""
        dates = (entity for entity in self.parse.entities if entity.label in ("DATE", "TIME"))
        return frozenset(index for entity in dates for index in range(entity.first, entity.last))

    def children(self, index: int, *labels: str) -> list[int]:
        """The dependents of a token that have one of the labels."""
        return [child for child in self.parse.children[index] if self.tokens[child].dep in labels]

    def citing(self, index: int) -> int | None:
        """The participle beside a cue that names whom it passes on: "it said, citing the ministry, that ..."."""
        sentence = self.parse.sentence_of(index)
        for place in range(max(sentence.first, index - NEAR), min(sentence.last, index + NEAR)):
            token = self.tokens[place]
            if token.lower == "citing" and place and self.tokens[place - 1].text in PAUSES:
                return place if self.children(place, "dobj") else None
        return None

    def is_passing_on(self, index: int) -> bool:
        """Whether a participle such as "citing" only names the source of a cue beside it."""
        sentence = self.parse.sentence_of(index)
        near = range(max(sentence.first, index - NEAR), min(sentence.last, index + NEAR))
        return any(self.is_speech(place) and self.citing(place) == index for place in near if place != index)

    def is_speech(self, index: int) -> bool:
        """Whether a word can bring both a clause and a quotation."""
        cue = self.cue(index)
        return cue is not None and {"that", "quote"} <= cue.takes

    def starting(self, first: int, head: int) -> int | None:
        """The dependent of a token whose stretch begins at another token."""
        index = first
        while index < len(self.tokens) and self.stretches[index][0] == first:
            if self.tokens[index].head in (head, index):
                return index if self.tokens[index].head == head else None
            index = self.tokens[index].head
        return None

    def inverted(self, index: int) -> int | None:
        """The noun that stands after a verb as its subject, whatever the parser took it for: '..., said the envoy'."""
        token = self.tokens[index]
        first = index == self.parse.sentence_of(index).first
        if token.tag not in FINITE or self.children(index, "nsubj", "nsubjpass"):
            return None
        if not first and self.tokens[index - 1].pos != "PUNCT":
            return None
        after = self.children(index, "dobj", "attr", "oprd")
        return next((child for child in after if child > index and self.stretches[child][0] == index + 1), None)

    def is_infinitive(self, index: int) -> bool:
        """Whether a verb stands in the infinitive with "to"."""
        return any(self.tokens[child].tag == "TO" for child in self.children(index, "aux"))

    def clause_top(self, index: int) -> int:
        """The verb of the clause that a phrase belongs to, or the root of its sentence."""
        while self.tokens[index].head != index:
            index = self.tokens[index].head
            if self.tokens[index].pos in ("VERB", "AUX") and self.tokens[index].dep not in ("aux", "conj"):
                break
        return index

    def body(self, index: int) -> int:
        """The first token of a sentence after its dateline ("GENEVA (AP) — "), if it has one."""
        sentence = self.parse.sentence_of(index)
        for place in range(sentence.first + 1, min(sentence.first + DATELINE, sentence.last - 1)):
            if self.tokens[place].text in DASHES and self.tokens[place - 1].text == ")":
                return place + 1
        return sentence.first

    def noun_phrase(self, index: int) -> Stretch:
        """A noun with all that belongs to its name: appositions and "of" phrases, but no loose relative clause."""
        first, last = index, index + 1
        for child in self.parse.children[index]:
            low, high = self.stretches[child]
            if child > index and self._is_loose(child, last):
                break
            if self.tokens[child].dep != "punct" or child < index or self._bracket(child):
                first, last = min(first, low), max(last, high)
        starts = self.loose_ends.get(("relcl", last), [])
        added = starts[bisect_right(starts, index) :][:1]
        return self.trimmed((first, added[0] if added else last))

    def _is_loose(self, child: int, last: int) -> bool:
        """A clause after a comma adds to a noun phrase, it does not name it."""
        token = self.tokens[child]
        low = self.stretches[child][0]
        return token.dep in LOOSE and (low > last or self.tokens[max(low - 1, 0)].text in (",", "-", "–", "—"))

    def _bracket(self, index: int) -> bool:
        return self.tokens[index].text in (")", "]")

    def trimmed(self, stretch: Stretch) -> Stretch:
        """A stretch without commas, dashes, stops and white space at its ends."""
        first, last = stretch
        while last - first > 1 and self.tokens[first].pos in ("PUNCT", "SPACE") and self.tokens[first].text not in "([":
            first += 1
        while last - first > 1 and self.tokens[last - 1].pos in ("PUNCT", "SPACE"):
            if self.tokens[last - 1].text in (")", "]"):
                break
            last -= 1
        return first, last

    def characters(self, stretch: Stretch) -> tuple[int, int]:
        """A stretch of tokens in characters."""
        return self.tokens[stretch[0]].start, self.tokens[stretch[1] - 1].end

    def quote_at(self, offset: int) -> Quote | None:
        """The quotation that holds a character, if any."""
        place = bisect_right(self._quote_starts, offset) - 1
        return self.quotes[place] if place >= 0 and offset < self.quotes[place].end else None

    def quotes_from(self, offset: int) -> int:
        """The number of the first quotation that starts at or after a character."""
        return bisect_right(self._quote_starts, offset - 1)
