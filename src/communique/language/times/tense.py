"""Whether the clause around a word looks back or ahead, as far as its verb tells."""

from __future__ import annotations

from typing import Literal

from communique.language.text import Parse, Token

Tense = Literal["past", "present", "future", ""]

STEPS = 40  # how far up a tree to look: bounds the work on a sentence without end
PLANNED = frozenset(
    "due schedule set plan slate expect hope intend aim invite ready upcoming likely deadline prepare bind".split()
)
MOVED = frozenset(
    "have give extend postpone delay defer adjourn push put move reschedule bring suspend call arrange".split()
)
CANCELLED = frozenset("cancel scrap abandon drop skip".split())
DONE = frozenset("fail manage begin start continue force decline refuse help cause use come go cease stop".split())
SAID = frozenset("say tell report show write add note claim warn insist quote state announce confirm".split())
WANTED = frozenset("want need demand expect seek request ask require insist propose like".split())
RANKING = frozenset("first only worst biggest largest highest lowest deadliest longest last latest".split())
WILL = frozenset(("will", "shall", "'ll", "’ll", "wo", "wilt"))
MIGHT = frozenset(("would", "could", "might", "may", "must", "should", "can", "ought", "'d", "’d", "ca"))


def tense_at(parse: Parse, index: int) -> tuple[Tense, bool]:
    """The tense of the nearest verb above a token, and whether that is a "would", which looks ahead from the past.

    A plan ("is due Friday"), a duty and what was put off to a day count as future.
    """
    at = index
    for _ in range(STEPS):
        token = parse.tokens[at]
        if token.lemma in PLANNED and _of_cancelled(parse, token):
            return "", False
        if token.lemma in MOVED and _is_until(parse, index, token.index):
            return "future", False
        if tense := _of_relative(parse, token) or _of_token(parse, token, index):
            of_owner = tense == "present" and parse.tokens[index].dep == "poss"
            lasting = tense == "past" and _after_until(parse, index)  # "declared a truce until the end of April"
            return "" if of_owner or lasting else tense, not {"would", "'d", "’d"}.isdisjoint(_auxiliaries(parse, at))
        if token.head == at:
            break
        at = token.head
    return "", False


def _of_relative(parse: Parse, token: Token) -> Tense:
    """The tense of what is told of an event itself: "brief them on Thursday's vote, at which voters rejected it"."""
    verbs = (parse.tokens[i] for i in parse.children[token.index] if parse.tokens[i].dep == "relcl")
    past = token.pos == "NOUN" and any(_of_verb(parse, verb) == "past" and verb.tag == "VBD" for verb in verbs)
    return "past" if past else ""


def _of_token(parse: Parse, token: Token, index: int) -> Tense:
    if token.pos in {"VERB", "AUX"}:
        return _of_verb(parse, token)
    if token.index == index or token.lemma.lower() not in PLANNED:
        return ""
    return _unless_had(parse, token.index)


def _of_cancelled(parse: Parse, token: Token) -> bool:
    """Whether a plan was called off, so that its day may be over or not: "the visit planned for May was cancelled"."""
    above = parse.tokens[token.head]
    for _ in range(4):  # "a visit by negotiators planned for May"
        if above.pos not in {"NOUN", "PROPN", "ADP"}:
            break
        above = parse.tokens[above.head]
    return token.dep == "acl" and above.lemma in CANCELLED


def _is_until(parse: Parse, index: int, verb: int) -> bool:
    """Whether a word follows "until", "to" or "for" of that verb: what was put off to Monday is still to come."""
    above = parse.tokens[parse.tokens[index].head]
    if above.index >= index or above.lower not in {"until", "till", "to", "for"}:
        return False
    holder = parse.tokens[above.head]
    return holder.index == verb or (holder.pos in {"ADV", "ADP", "PART"} and holder.head == verb)


def _after_until(parse: Parse, index: int) -> bool:
    """Whether a word, or that of which it is part ("the end of April"), follows "until"."""
    first = parse.tokens[parse.tokens[index].head]
    above = parse.tokens[parse.tokens[first.head].head] if first.lower == "of" else first
    return above.lower in {"until", "till"}


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
    if above.pos == "NOUN" and any(parse.tokens[i].lower in RANKING for i in parse.children[above.index]):
        return ""  # "were the first attempt to end the war in two years": as the verb above tells
    if above.index == verb.index or above.pos not in {"VERB", "AUX", "ADJ"}:
        return "future"
    if above.lemma in DONE and _of_verb(parse, above) in {"past", ""}:
        return "past"
    helpers = _auxiliaries(parse, above.index) | (_auxiliaries(parse, above.head) if above.pos == "ADJ" else set())
    return "past" if "had" in helpers else "future"
