"""Gazetteers, names and their spellings, and who is who across documents."""

from communique.actors.gazetteers import load_gazetteer, merge_gazetteers, world_gazetteer
from communique.actors.names import fold_name, same_name
from communique.actors.resolve import resolve_actors

__all__ = ["fold_name", "load_gazetteer", "merge_gazetteers", "resolve_actors", "same_name", "world_gazetteer"]
