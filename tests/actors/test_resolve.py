"""Who is who across documents."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from communique.actors import resolve_actors
from communique.records import Actor, Gazetteer, Kind

STORY = Gazetteer(
    (
        Actor(name="River Army", kind="armed_group", names=("Jaish al-Nahr",)),
        Actor(name="Ivo Sandel", kind="person"),
    )
)


def test_the_gazetteer_names_what_it_knows_in_every_spelling() -> None:
    resolved = resolve_actors([("Jaysh al-Nahr", "armed_group", 3), ("Ivo Sandel", "person", 1)], STORY)
    assert resolved == {"Jaysh al-Nahr": "River Army", "Ivo Sandel": "Ivo Sandel"}


def test_spellings_initials_and_left_out_forenames_join_the_most_frequent_full_form() -> None:
    found: list[tuple[str, Kind, int]] = [
        ("Mehmet Kemal Arslan", "person", 2),
        ("Kemal Arslan", "person", 9),
        ("K. Arslan", "person", 1),
        ("Harbour Union", "body", 4),
        ("Harbor Union", "body", 1),
    ]
    resolved = resolve_actors(found, Gazetteer())
    assert {resolved["Mehmet Kemal Arslan"], resolved["K. Arslan"], resolved["Kemal Arslan"]} == {"Kemal Arslan"}


def test_a_surname_alone_joins_its_only_bearer() -> None:
    assert resolve_actors([("Mora", "person", 5), ("Ana Mora", "person", 1)], Gazetteer())["Mora"] == "Ana Mora"
    assert resolve_actors([("Sandel", "person", 5)], STORY)["Sandel"] == "Ivo Sandel"


def test_who_goes_by_one_name_is_not_the_stranger_with_that_surname() -> None:
    assert resolve_actors([("Vesta", "person", 11), ("Ana Vesta", "person", 1)], Gazetteer())["Vesta"] == "Vesta"


def test_a_surname_that_two_bear_stays_open() -> None:
    found: list[tuple[str, Kind, int]] = [
        ("Meyer", "person", 5),
        ("Anna Meyer", "person", 1),
        ("Paul Meyer", "person", 1),
    ]
    assert resolve_actors(found, Gazetteer())["Meyer"] == "Meyer"


def test_bodies_that_only_share_words_stay_apart() -> None:
    found: list[tuple[str, Kind, int]] = [("National Harbour Council", "body", 3), ("Harbour Council", "body", 2)]
    resolved = resolve_actors(found, Gazetteer())
    assert resolved["National Harbour Council"] != resolved["Harbour Council"]


@given(st.lists(st.tuples(st.text(max_size=12), st.sampled_from(["person", "body"]), st.integers(1, 9)), max_size=12))
def test_every_name_gets_one_that_stands_for_itself_whatever_the_order(found: list[tuple[str, Kind, int]]) -> None:
    resolved = resolve_actors(found, STORY)
    assert set(resolved) == {name for name, _, _ in found}
    assert resolve_actors(found[::-1], STORY) == resolved
    assert all(resolved.get(canonical, canonical) == canonical for canonical in resolved.values())
