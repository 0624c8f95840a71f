"""Gazetteers: read from TOML, merged, and the one of the world."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec

from communique.errors import ConfigError
from communique.records import Actor, Gazetteer

WORLD = Path(__file__).with_name("world.toml")


@cache
def world_gazetteer() -> Gazetteer:
    """States, standing international bodies and news outlets, with their adjectives, capitals and abbreviations."""
    return load_gazetteer(WORLD)


def load_gazetteer(path: Path) -> Gazetteer:
    """The `actors` of a TOML file: a gazetteer of its own or a `dossier.toml`.

    Raises ConfigError when the file is missing, is not TOML, or an entry says what no actor has.
    """
    try:
        content = msgspec.toml.decode(path.read_bytes())
        return Gazetteer(msgspec.convert(content.get("actors", []), tuple[Actor, ...]))
    except FileNotFoundError as error:
        raise ConfigError("there is no such file", where=str(path)) from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        hint = "An entry needs a name and a kind; see the actors in docs/data-model.md"
        raise ConfigError(str(error), where=str(path), hint=hint) from error


def merge_gazetteers(*gazetteers: Gazetteer) -> Gazetteer:
    """One gazetteer out of several: where two claim one name, the one that is given first wins."""
    return Gazetteer(tuple(actor for gazetteer in gazetteers for actor in gazetteer.actors))
