"""Verbs with their auxiliaries: tense, modality, voice and negation, shared between coordinated verbs."""

from __future__ import annotations

from itertools import pairwise
from typing import Literal

from communique.language.text import Parse, Token

Tense = Literal["past", "present", "future", ""]
REPLACING = frozenset({("instead", "of"), ("rather", "than"), ("short", "of")})
NEGATIVE = frozenset({"no", "not", "n't", "n’t", "never", "neither", "nor", "nobody", "none", "nothing", "cannot"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})  # tags of verbs that can be the verb of a sentence
STANDING_IN = frozenset({"do", "have", "be"})  # verbs that stand for the one before: "as did Estria"
CONJUNCTS = 12  # how far back the first of coordinated words is looked for


class VerbGroups:
    """The verb groups of a parse, each by the index of its main verb."""

    def __init__(self, parse: Parse) -> None:
        self.parse = parse
        self.tokens = parse.tokens

    def first_conjunct(self, index: int) -> int:
        """The first of coordinated words, itself where it is not coordinated."""
        for _ in range(CONJUNCTS):
            if self.tokens[index].dep != "conj":
                break
            index = self.tokens[index].head
        return index

    def auxiliaries(self, index: int) -> list[Token]:
        """The auxiliaries of a verb."""
        return [self.tokens[i] for i in self.parse.children[index] if self.tokens[i].dep in ("aux", "auxpass")]

    def first(self, index: int) -> Token:
        """The first word of a verb with its auxiliaries."""
        return next(iter(self.auxiliaries(index)), self.tokens[index])

    def gerund(self, index: int) -> bool:
        """Whether a verb has the form of "taking", or that of "being taken"."""
        return self.first(index).tag == "VBG"

    def infinitive(self, index: int) -> bool:
        """Whether a verb is an infinitive with "to"."""
        return any(token.tag == "TO" for token in self.auxiliaries(index))

    def alike(self, index: int) -> int | None:
        """Who is said to do the same: "Estria" in "Norland rejected the plan, as did Estria"."""
        for child in self.parse.children[index]:
            below = [self.tokens[i] for i in self.parse.children[child] if self.tokens[i].dep != "punct"]
            stands_in = self.tokens[child].lemma in STANDING_IN and [each.lower for each in below[:1]] == ["as"]
            if stands_in and self.tokens[child].dep == "advcl" and len(below) == 2 and below[1].dep == "nsubj":
                return below[1].index if below[1].index > child else None
        return None

    def marks(self, index: int) -> bool:
        """Whether a word opens the clause that hangs on it."""
        token = self.tokens[index]
        opens = token.lower == "once" and self._opens_clause(token)
        return token.dep == "mark" or (token.dep == "advmod" and (token.tag == "WRB" or opens))

    def _opens_clause(self, token: Token) -> bool:
        """Whether a word stands before the subject of the clause that it modifies: "once they agree"."""
        subject = self.parse.child(token.head, "nsubj", "nsubjpass")
        return subject is not None and token.index < subject < token.head

    def fronted(self, index: int) -> tuple[int, ...]:
        """The relative pronoun taken for a second subject: the object in "which Norland considers an outlaw"."""
        found = [i for i in self.parse.children[index] if self.tokens[i].dep == "nsubj"]
        double = len(found) > 1 and self.tokens[index].dep == "relcl" and self.tokens[found[0]].tag == "WDT"
        return (found[0],) if double else ()

    def passive(self, index: int) -> bool:
        """Whether a verb is in the passive."""
        token = self.tokens[index]
        if self._wished(token):
            return True
        if token.tag != "VBN":
            return self.aside(index)
        if any(self.tokens[i].dep in ("auxpass", "nsubjpass", "agent") for i in self.parse.children[index]):
            return True
        if token.dep == "acl":
            return True
        perfect = any(aux.lemma == "have" for aux in self.auxiliaries(index))
        head = self.tokens[token.head]
        return token.dep == "conj" and not perfect and head.tag == "VBN" and self.passive(head.index)

    def _wished(self, token: Token) -> bool:
        """Whether it is what somebody wants done: "wants the guild put on the list"."""
        below = token.dep == "ccomp" and self.tokens[token.head].lemma.lower() in ("want", "wish", "like")
        bare = not self.auxiliaries(token.index) and self.parse.child(token.index, "mark") is None
        return below and bare and token.tag in ("VBN", "VBD") and self.parse.child(token.index, "nsubj") is not None

    def aside(self, index: int) -> bool:
        """Whether a verb that is taken for a past tense stands between commas right behind its subject.

        It is a participle then, if the aside tells by whom: "The guild, called an outlaw by Norland, was not invited",
        unlike "The deal, said the envoy, was dead".
        """
        subject = self.parse.child(index, "nsubj")
        if subject is None or subject > index or self.tokens[index].tag != "VBD":
            return False
        if [i for i in range(subject, index) if self.tokens[i].text == ","] != [index - 1]:
            return False
        after = self.tokens[index + 1 : self.parse.sentence_of(index).last]
        ends = (i for i, (one, other) in enumerate(pairwise(after)) if one.text == "," and other.tag in FINITE)
        return any(token.lower == "by" for token in after[: next(ends, 0)])

    def modal(self, index: int) -> str:
        """The modal verb of a verb, or of the first of those that it is coordinated with."""
        for token in self.auxiliaries(index):
            if token.tag == "MD":
                return {"'ll": "will", "’ll": "will", "ca": "can", "wo": "will", "'d": "would"}.get(
                    token.lower, token.lower
                )
        head = self.tokens[self.tokens[index].head]
        if self.tokens[index].dep == "xcomp" and self.infinitive(index) and head.lemma.lower() in ("have", "need"):
            return "" if self._yet_to_do(index) else self._obliged(head.index)
        first = self.first_conjunct(index)
        return self.modal(first) if first != index and not self._own_finite(index) else ""

    def _obliged(self, index: int) -> str:
        """The modal verb of what has, or needs, to be done: "may have to", but not "has the patience to"."""
        owned = self.parse.child(index, "dobj") is not None
        return "" if owned else self.modal(index) or "must"

    def _own_finite(self, index: int) -> bool:
        return bool(self.auxiliaries(index)) or self.tokens[index].tag in ("VBD", "VBZ", "VBP")

    def tense(self, index: int) -> Tense:
        """The tense, empty where none is told."""
        modal = self.modal(index)
        if modal in ("will", "shall") or self._is_to(index):
            return "future"
        for token in (*self.auxiliaries(index), self.tokens[index]):
            if token.tag == "VBD" or (token.lemma == "have" and token.dep == "aux"):
                return "past"
            if token.tag in ("VBZ", "VBP"):
                going = token.lower == "going" or self.parse.child(index, "xcomp") is not None
                return "future" if self.tokens[index].lower == "going" and going else "present"
        first = self.first_conjunct(index)
        return self.tense(first) if first != index else ""

    def _is_to(self, index: int) -> bool:
        """Whether it is laid down for later: "talks are to resume"."""
        head = self.tokens[self.tokens[index].head]
        laid = self.tokens[index].dep == "xcomp" and head.lemma == "be" and self.infinitive(index)
        return laid and head.tag in ("VBZ", "VBP", "VBD")

    def negated(self, index: int) -> bool:
        """Whether a predicate is denied, still to be done, done without, or not done in favour of something else."""
        if self._forgone(index) or self._yet_to_do(index) or self._under_nothing(index) or self._too_much(index):
            return True
        for i in self.parse.children[index]:
            token = self.tokens[i]
            if token.lower == "longer" and i and self.tokens[i - 1].lower == "no":
                return True
            if token.dep == "neg" or token.lower in NEGATIVE:
                return not self._no_more(i) if token.lower == "no" else True
            if token.dep in ("nsubj", "dobj", "attr", "nsubjpass") and self._negative_noun(i):
                return True
        first = self.first_conjunct(index)
        shared = first != index and not self._own_finite(index) and bool(self.auxiliaries(first))
        return shared and self.negated(first)

    def _yet_to_do(self, index: int) -> bool:
        """Whether it has not been done so far: "has yet to agree"."""
        head = self.tokens[self.tokens[index].head]
        if not self.infinitive(index) or head.lemma.lower() not in ("have", "be"):
            return False
        return any(
            self.tokens[i].lower == "yet" for i in (*self.parse.children[head.index], *self.parse.children[index])
        )

    def _forgone(self, index: int) -> bool:
        """Whether it stands behind "without", "instead of", "rather than" or "short of"."""
        head, conj = self.tokens[index].head, self.tokens[index].dep == "conj"
        near = (*self.parse.children[index], *(self.parse.children[head] if conj else ()))  # "go rather than stay"
        start = head if conj else -1
        openers = [i for i in near if self.tokens[i].lower == "than" and start < i < index]
        openers += [head] if self.tokens[index].dep in ("pcomp", "pobj") else []
        words = ((self.tokens[max(0, i - 1)].lower, self.tokens[i].lower) for i in openers)
        return any(last == "without" or (first, last) in REPLACING for first, last in words)

    def _too_much(self, index: int) -> bool:
        """Whether it cannot be for something else: "came too late for them to agree"."""
        head = self.tokens[index].head
        before = range(self.parse.subtree(head)[0], index)
        degree = any(
            self.tokens[i].lower == "too"
            and self.tokens[i + 1].pos in ("ADJ", "ADV")
            and head in (i + 1, self.tokens[i].head, self.tokens[i + 1].head)
            for i in before
        )
        return degree and self.infinitive(index) and self.tokens[index].dep in ("advcl", "xcomp", "ccomp")

    def _under_nothing(self, index: int) -> bool:
        """Whether it says of what there is none: "no plans to attend", "no intention of leaving"."""
        noun = self.parse.filled_noun(index)
        return noun is not None and self._negative_noun(noun)

    def _no_more(self, index: int) -> bool:
        following = self.tokens[index + 1].lower if index + 1 < len(self.tokens) else ""
        return following in ("more", "less", "doubt")

    def _negative_noun(self, index: int) -> bool:
        children = (self.tokens[i] for i in self.parse.children[index])
        return any(token.dep == "det" and token.lower in ("no", "neither") for token in children)
