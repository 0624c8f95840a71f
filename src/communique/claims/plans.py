"""Plans that are so no more: what was planned at first, had been planned, or was put off in the same breath."""

from __future__ import annotations

from communique.claims.scenes import Scene

ORIGINAL = frozenset({"originally", "initially", "previously"})
PLANNED = frozenset({"due", "set", "schedule", "plan", "slate", "expect", "suppose", "mean"})
MOVED = frozenset({"postpone", "delay", "put off", "cancel", "call off", "suspend", "adjourn", "push back", "scrap"})


def is_superseded(index: int, scene: Scene) -> bool:
    """Whether a plan is so no more: "originally due to begin then", "set for then but put off", "had been due"."""
    children, above = scene.text.parse.children, scene.tokens[index].head
    if any(_had_been_planned(i, scene) for i in (index, above)):
        return True
    if any(scene.tokens[i].lower in ORIGINAL for i in (*children[index], *children[above])):
        return True
    later = (scene.text.clause_of.get(i) for i in children[index] if scene.tokens[i].dep == "conj")
    return any(clause.lemma in MOVED for clause in later if clause)


def _had_been_planned(index: int, scene: Scene) -> bool:
    """Whether a word tells of a plan in the past perfect: "had been due", "had been set"."""
    children = scene.text.parse.children
    helpers = [scene.tokens[i] for carrier in (index, scene.tokens[index].head) for i in children[carrier]]
    return scene.lemma(index) in PLANNED and any(token.lower == "had" and token.dep == "aux" for token in helpers)
