"""The gazetteer of the world, and gazetteers from files."""

from __future__ import annotations

from pathlib import Path

import pytest

from communique.actors import load_gazetteer, merge_gazetteers, world_gazetteer
from communique.actors.names import fold_name
from communique.actors.resolve import known_names
from communique.errors import ConfigError
from communique.records import Actor, Gazetteer


@pytest.mark.parametrize(
    ("name", "actor"),
    [
        ("UK", "United Kingdom"),
        ("USA", "United States"),
        ("Türkiye", "Turkey"),
        ("DPRK", "North Korea"),
        ("the world body", "United Nations"),
        ("IMF", "International Monetary Fund"),
        ("Holland", "Netherlands"),
    ],
)
def test_the_world_knows_states_and_bodies_by_their_usual_names(name: str, actor: str) -> None:
    assert known_names(world_gazetteer())[fold_name(name)] == actor


def test_the_world_names_no_state_twice_and_gives_nearly_all_an_adjective_and_a_capital() -> None:
    states = [actor for actor in world_gazetteer().actors if actor.kind == "state"]
    assert len({actor.name for actor in states}) == len(states) > 190
    assert sum(bool(actor.people) for actor in states) > 190
    assert sum(bool(actor.metonyms) for actor in states) > 170


def test_the_world_names_no_person_party_or_armed_group() -> None:
    assert {actor.kind for actor in world_gazetteer().actors} <= {"state", "government", "body", "outlet", "place"}


def test_a_story_file_lends_its_actors_and_comes_first(tmp_path: Path) -> None:
    path = tmp_path / "dossier.toml"
    path.write_text('title = "A story"\n[[actors]]\nname = "Norland"\nkind = "state"\nnames = ["Norway"]\n', "utf-8")
    merged = merge_gazetteers(load_gazetteer(path), world_gazetteer())
    assert merged.actors[0] == Actor(name="Norland", kind="state", names=("Norway",))
    assert known_names(merged)["norwai"] == "Norland"


@pytest.mark.parametrize(
    "text", ["actors = [", '[[actors]]\nname = "Norland"\n', '[[actors]]\nname = 1\nkind = "state"']
)
def test_a_damaged_file_is_refused_in_one_line_that_says_where(tmp_path: Path, text: str) -> None:
    path = tmp_path / "story.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(ConfigError, match=r"story\.toml") as caught:
        load_gazetteer(path)
    assert "\n" not in str(caught.value)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no such file"):
        load_gazetteer(tmp_path / "none.toml")


def test_merging_nothing_gives_nothing() -> None:
    assert merge_gazetteers() == Gazetteer()
