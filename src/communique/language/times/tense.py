"""Whether the clause around a word looks back or ahead, as far as its verb tells."""

from __future__ import annotations

from typing import Literal

from communique.language.text import Parse, Token

Tense = Literal["past", "present", "future", ""]

STEPS = 40  # how far up a tree to look: bounds the work on a sentence without end
PLANNED = frozenset(
    "due schedule set plan slate expect hope intend aim invite ready upcoming likely deadline prepare bind".split()
)
MOVED = frozenset("have give extend postpone delay defer adjourn push put move reschedule bring suspend".split())
DONE = frozenset("fail manage begin start continue force decline refuse help cause use come go cease stop".split())
SAID = frozenset("say tell report show write add note claim warn insist quote state announce confirm".split())
WANTED = frozenset("want need demand expect seek request ask require insist propose like".split())
WILL = frozenset(("will", "shall", "'ll", "’ll", "wo", "wilt"))
MIGHT = frozenset(("would", "could", "might", "may", "must", "should", "can", "ought", "'d", "’d", "ca"))


def tense_at(parse: Parse, index: int) -> Tense:
    """The tense of the nearest verb above a token; a plan ("is due Friday") and a duty count as future."""
    at = index
    for _ in range(STEPS):
        token = parse.tokens[at]
        if at != index and token.lemma.lower() in PLANNED and token.pos not in {"VERB", "AUX"}:
            return "future" if tense_at(parse, at) != "past" or token.lemma != "due" else _unless_had(parse, at)
        if token.lemma in MOVED and _is_until(parse, index):
            return "future"
        if token.pos in {"VERB", "AUX"} and (tense := _of_verb(parse, token)):
            return "" if tense == "present" and parse.tokens[index].dep == "poss" else tense
        if token.head == at:
            return ""
        at = token.head
    return ""


def _is_until(parse: Parse, index: int) -> bool:
    """Whether a word stands after "until" or "to": what was put off to Monday is still to come."""
    above = parse.tokens[parse.tokens[index].head]
    return above.index < index and above.lower in {"until", "till", "to"}


def _unless_had(parse: Parse, index: int) -> Tense:
    """A plan that "had been due" lies behind; one that "was due" may still come."""
    above = parse.tokens[index].head
    return "past" if "had" in _auxiliaries(parse, above) else "future"


def _auxiliaries(parse: Parse, index: int) -> set[str]:
    tokens = parse.tokens
    return {tokens[c].lower for c in parse.children[index] if tokens[c].dep in {"aux", "auxpass"}}


def _of_verb(parse: Parse, verb: Token) -> Tense:
    helpers = _auxiliaries(parse, verb.index)
    if helpers & WILL or verb.lower in WILL:
        return "future"
    if helpers & MIGHT:
        return "past" if "have" in helpers else "future"
    if "to" in helpers:
        return _of_infinitive(parse, verb)
    if verb.lemma in PLANNED and verb.tag not in {"VB", "VBG"}:
        return "past" if "had" in helpers else "future"
    if verb.tag == "VBD" or helpers & {"was", "were", "did", "had", "has", "have", "'ve", "’ve"}:
        return "past"
    if verb.tag == "VBN" and not helpers and parse.tokens[verb.head].lemma in WANTED:
        return "future"
    if verb.tag == "VBN":
        return "present" if helpers & {"is", "are", "'s", "’s", "'re", "’re"} else "past"
    if verb.tag == "VBG":
        return "present" if helpers & {"is", "are", "am", "'s", "’s", "'re", "’re"} else ""
    if verb.tag in {"VBZ", "VBP"}:
        return "past" if verb.lemma in SAID else "present"
    return "future" if verb.tag == "VB" else ""


def _of_infinitive(parse: Parse, verb: Token) -> Tense:
    above = parse.tokens[verb.head]
    if above.index == verb.index or above.pos not in {"VERB", "AUX", "ADJ"}:
        return "future"
    if above.lemma in DONE and _of_verb(parse, above) in {"past", ""}:
        return "past"
    return "past" if "had" in _auxiliaries(parse, above.index) else "future"
