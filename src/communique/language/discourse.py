"""What a text has spoken of so far: its mentions as candidates for a pronoun or a role noun."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cached_property

import msgspec

from communique.language.genders import Gender, gender_of
from communique.language.lexicon import lexicon
from communique.language.text import Parse, Token
from communique.records import Kind, Mention

WINDOW = 40  # mentions back that a pronoun can reach
SAYING = frozenset(
    "say tell add announce declare state insist argue warn note stress claim write tweet explain reply ask demand "
    "urge deny reject admit acknowledge suggest vow pledge promise call accuse describe reiterate emphasize".split()
)
PLURAL_TAGS = frozenset({"NNS", "NNPS"})


class Candidate(msgspec.Struct, frozen=True):
    """A mention in its sentence: its head token, the number of its sentence, the first noun of the list it stands in,
    whether it is a subject or speaks, and how many of which gender it can be.
    """

    mention: Mention
    head: int
    sentence: int
    top: int
    subject: bool
    speaker: bool
    plural: bool
    gender: Gender


class Discourse(msgspec.Struct, frozen=True, dict=True):
    """A parsed text with its mentions in order."""

    parse: Parse
    mentions: tuple[Mention, ...]

    @cached_property
    def sentence_at(self) -> list[int]:
        """The number of the sentence of each token."""
        return [k for k, sentence in enumerate(self.parse.sentences) for _ in range(sentence.first, sentence.last)]

    @cached_property
    def words_of(self) -> dict[str, frozenset[str]]:
        """The words that a text says of each person: those of its mentions and of what stands in apposition."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for mention in self.mentions:
            if mention.kind == "person" and mention.actor:
                span = self.parse.covered(mention.start, mention.end)
                found[mention.actor].update(self.parse.tokens[i].lower for i in span)
                found[mention.actor].update(self._apposition(span.stop))
                found[mention.actor].update(self._title(span.start))
        return {actor: frozenset(words) for actor, words in found.items()}

    def _title(self, first: int) -> list[str]:
        before = self.parse.tokens[first - 1].lower if first else ""
        return [before] if before in lexicon().titles else []

    def _apposition(self, last: int) -> list[str]:
        tokens = self.parse.tokens
        if last + 1 >= len(tokens) or tokens[last].text != ",":
            return []
        words: list[str] = []
        for token in tokens[last + 1 : last + 12]:
            if token.text in (",", ".") or token.pos == "AUX" or token.tag in ("VBD", "VBZ", "VBP"):
                break
            words.append(token.lower)
        return words if set(words) & (lexicon().offices | lexicon().private) else []

    @cached_property
    def candidates(self) -> tuple[Candidate, ...]:
        """The mentions that name an actor, in order."""
        return tuple(self._candidate(mention) for mention in self.mentions if mention.actor)

    def _candidate(self, mention: Mention) -> Candidate:
        span = self.parse.covered(mention.start, mention.end)
        head = self.head(span)
        token = self.parse.tokens[head]
        top = self.first_conjunct(token)
        verb = self.parse.tokens[top.head]
        person = mention.kind == "person"
        return Candidate(
            mention,
            head,
            self.sentence_at[head],
            top.index,
            top.dep in ("nsubj", "nsubjpass"),
            top.dep == "nsubj" and verb.lemma.lower() in SAYING,
            (
                mention.kind not in ("place", "outlet")
                and (token.tag in PLURAL_TAGS or (mention.kind == "other" and token.lower.endswith("s")))
            )
            or mention.actor in self._many,
            gender_of(mention.actor, self.words_of.get(mention.actor, frozenset())) if person else "",
        )

    @cached_property
    def _many(self) -> frozenset[str]:
        """The groups of which the text speaks in the plural: "the Guild have refused"."""
        found = set[str]()
        for mention in self.mentions:
            token = self.parse.tokens[self.head(self.parse.covered(mention.start, mention.end))]
            verb = self.parse.tokens[token.head]
            group = mention.kind in ("armed_group", "party", "body", "other") and token.dep == "nsubj"
            alone = all(self.parse.tokens[i].dep != "conj" for i in self.parse.children[token.index])
            helpers = (self.parse.tokens[i] for i in self.parse.children[verb.index])
            group_of_verbs = (verb, *(each for each in helpers if each.dep in ("aux", "auxpass")))
            plural = any(each.tag == "VBP" or each.lower == "were" for each in group_of_verbs)
            found |= {mention.actor} if group and alone and plural else set()
        return frozenset(found - {""})

    def head(self, span: range) -> int:
        """The token of a span whose head lies outside it; the last one of them."""
        return next((i for i in reversed(span) if self.parse.tokens[i].head not in span or self._root(i)), span[-1])

    def _root(self, index: int) -> bool:
        return self.parse.tokens[index].head == index

    def first_conjunct(self, token: Token) -> Token:
        """The first of the nouns that a noun is coordinated with."""
        for _ in range(12):
            if token.dep != "conj" or self.parse.tokens[token.head].pos not in ("PROPN", "NOUN", "PRON"):
                break
            token = self.parse.tokens[token.head]
        return token

    def usual_pair(self, kinds: frozenset[Kind]) -> tuple[Mention, ...]:
        """The two actors of these kinds that the text most often joins in one list of two; empty if none is."""
        if kinds not in self._pairs:
            self._pairs[kinds] = self._usual_pair(kinds)
        return self._pairs[kinds]

    @cached_property
    def _pairs(self) -> dict[frozenset[Kind], tuple[Mention, ...]]:
        return {}

    def _usual_pair(self, kinds: frozenset[Kind]) -> tuple[Mention, ...]:
        counts: Counter[tuple[str, str]] = Counter()
        for top in self._lists.values():
            names = sorted({c.mention.actor for c in top if c.mention.kind in kinds})
            if len(names) == 2:
                counts[names[0], names[1]] += 1
        if not counts:
            return ()
        (first, second), _ = min(counts.items(), key=lambda item: (-item[1], item[0]))
        found = {c.mention.actor: c.mention for c in self.candidates if c.mention.actor in (first, second)}
        return tuple(found.values())

    @cached_property
    def _lists(self) -> dict[int, list[Candidate]]:
        found: defaultdict[int, list[Candidate]] = defaultdict(list)
        for candidate in self.candidates:
            found[candidate.top].append(candidate)
        return found

    @cached_property
    def speakers(self) -> dict[int, tuple[Candidate, ...]]:
        """The candidates that speak in each sentence."""
        found: defaultdict[int, list[Candidate]] = defaultdict(list)
        for candidate in self.candidates:
            if candidate.speaker:
                found[candidate.sentence].append(candidate)
        return {sentence: tuple(rows) for sentence, rows in found.items()}

    def speech_subject(self, index: int) -> int | None:
        """The subject of the verb of saying that a token stands under, other than the token itself."""
        token = self.parse.tokens[index]
        for _ in range(24):
            if token.lemma.lower() in SAYING:
                subject = self.parse.child(token.index, "nsubj")
                if subject is not None and subject != index:
                    return subject
            if token.head == token.index:
                return None
            token = self.parse.tokens[token.head]
        return None

    @cached_property
    def _marks(self) -> list[bool]:
        """For each token whether it stands within quotation marks; they end at the latest with the paragraph."""
        inside, paragraph, found = False, -1, list[bool]()
        for token, number in zip(self.parse.tokens, self.sentence_at, strict=True):
            if self.parse.sentences[number].paragraph != paragraph:
                inside, paragraph = False, self.parse.sentences[number].paragraph
            opening = token.text in ("“", "``") or (token.text in ('"', "''") and not inside)
            closing = token.text in ("”", '"', "''") and inside
            inside = opening or (inside and not closing)
            found.append(inside)
        return found

    def quoted(self, index: int) -> bool:
        """Whether a token stands within quotation marks."""
        return self._marks[index]

    @cached_property
    def mention_at(self) -> dict[int, Mention]:
        """The mention that covers each token."""
        return {i: m for m in self.mentions for i in self.parse.covered(m.start, m.end)}
