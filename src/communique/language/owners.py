"""Whom an office belongs to that does not say so itself: "its leader, Ana Mora", "spokesman Karl Brandt"."""

from __future__ import annotations

from communique.language.discourse import SAYING
from communique.language.drafts import Ground, Name, Office
from communique.language.groups import noun_head
from communique.language.lexicon import lexicon
from communique.language.pronouns import SPEAKER

SUBJECTS = ("nsubj", "nsubjpass")
SPOKES = frozenset({"spokesman", "spokeswoman", "spokesperson"})


def implied_owner(ground: Ground, office: Office) -> int | None:
    """The token that names what an office belongs to: what "its" means, who spoke last, or whose ministry it is."""
    if office.first and ground.tokens[office.first - 1].lower in ("its", "their"):
        subject = _subject_before(ground, office.first - 1)
        return subject if subject is not None and _is_group(ground, subject) else None
    if office.words <= SPOKES:
        subject = _subject_before(ground, office.first)
        return subject if subject is not None and _has_spoken(ground, subject) else None
    return _ministry(ground, office)


def group_of(ground: Ground, name: Name) -> int | None:
    """The token that names the group of which a person is told to be: "Karl Brandt of the Guild"."""
    tokens, of = ground.tokens, name.last
    if of + 2 >= len(tokens) or tokens[of].lower != "of":
        return None
    first = of + 1 + (tokens[of + 1].lower == "the")
    other, match = ground.name_at.get(first), ground.match_at.get(first)
    if match and match.role == "name" and match.actor.kind in ("body", "party", "armed_group"):
        return first
    initials = ground.tokens[first].text.isupper()
    return first if other and (other.kind in ("party", "armed_group") or (other.kind == "body" and initials)) else None


def _subject_before(ground: Ground, index: int) -> int | None:
    """The last subject before a word in its sentence, else the first subject of the sentence before."""
    sentence = ground.parse.sentence_of(index)
    here = [i for i in range(sentence.first, index) if _is_other_subject(ground, i)]
    if here or sentence.first == 0:
        return here[-1] if here else None
    before = ground.parse.sentence_of(sentence.first - 1)
    return next((i for i in range(before.first, before.last) if _is_other_subject(ground, i)), None)


def _is_other_subject(ground: Ground, index: int) -> bool:
    """Whether a word is a subject; "we" is who holds the office."""
    return ground.tokens[index].dep in SUBJECTS and ground.tokens[index].lower not in SPEAKER


def _has_spoken(ground: Ground, index: int) -> bool:
    """Whether a name is that of a state or a group that said something, and stands alone."""
    said = ground.tokens[ground.tokens[index].head].lemma.lower() in SAYING
    match = ground.match_at.get(index)
    if said and match and match.actor.kind in ("state", "government", "body") and match.role != "people":
        return noun_head(ground, match.last) is None
    return said and _is_group(ground, index)


def _is_group(ground: Ground, index: int) -> bool:
    """Whether a name is that of a group and stands alone: "the Norlandic opposition" is not Norland."""
    if match := ground.match_at.get(index):
        return match.role == "name" and match.actor.kind in ("body", "party", "armed_group")
    name = ground.name_at.get(index)
    plural = ground.tokens[index].tag == "NNPS"
    grouped = name is not None and (name.kind in ("body", "party", "armed_group") or (name.kind == "other" and plural))
    return grouped and name is not None and noun_head(ground, name.last) is None


def _ministry(ground: Ground, office: Office) -> int | None:
    """Whose ministry it is, if all that the text calls by those words are one actor's: "Norland's trade ministry"."""
    tokens, ministries = ground.tokens, lexicon().words["ministries"]
    place = next((i for i in range(office.first + 1, office.head) if tokens[i].lower in ministries), None)
    if place is None:
        return None
    words = (tokens[place - 1].lower, tokens[place].lower)
    owners = dict[str, int]()
    for i in range(2, len(tokens)):
        if (tokens[i - 1].lower, tokens[i].lower) != words:
            continue
        owner = i - 2 - (tokens[i - 2].tag == "POS")
        if match := ground.match_at.get(owner):
            owners[match.actor.name] = owner
    return next(iter(owners.values())) if len(owners) == 1 else None
