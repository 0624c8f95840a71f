"""The subject of the clause that a pronoun stands in: whom "its" and "himself" can mean, and "him" cannot."""

from __future__ import annotations

from communique.language.discourse import Discourse
from communique.language.text import Token

CLIMB = 12  # levels of the tree


def clause_subject(discourse: Discourse, token: Token) -> int | None:
    """The token that heads the nearest subject above a pronoun that is not part of that subject itself.

    Under a verb with an object ("urged Norland to open its border") the object is the subject of what follows.
    """
    parse, here = discourse.parse, token
    for _ in range(CLIMB):
        above = parse.tokens[here.head]
        if above.index == here.index:
            return None
        if above.pos in ("VERB", "AUX"):
            found = _object(discourse, above, here) or parse.child(above.index, "nsubj", "nsubjpass")
            if found is not None and found != here.index:
                return _antecedent(discourse, found, above)
        here = above
    return None


def _object(discourse: Discourse, verb: Token, clause: Token) -> int | None:
    if clause.dep not in ("xcomp", "ccomp") or clause.pos not in ("VERB", "AUX"):
        return None
    found = discourse.parse.child(verb.index, "dobj")
    return found if found is not None and found < clause.index else None


def _antecedent(discourse: Discourse, subject: int, verb: Token) -> int:
    """The noun before a relative clause instead of its "which"."""
    relative = discourse.parse.tokens[subject].tag in ("WP", "WDT") and verb.dep == "relcl"
    return verb.head if relative else subject
