"""Which spellings are one name, and which are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.actors import fold_name, same_name


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Sergey Volkov", "Sergei Volkov"),
        ("Jaish al-Nahr", "Jaysh al Nahr"),
        ("Sons of ash-Shams", "Sons of al-Shams"),
        ("Omar el-Zoubi", "Omar al-Zubi"),
        ("Tomás Köhler", "Tomas Kohler"),
        ("People's Harbour Party", "People’s Harbour Party"),
        ("The Northern League", "northern league"),
        ("Øystein Bråten", "Oystein Braten"),
    ],
)
def test_spellings_of_one_name_fold_alike(first: str, second: str) -> None:
    assert fold_name(first) == fold_name(second) != ""


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("Walid al-Moualem", "Walid Muallem", True),
        ("J. Harker", "John Harker", True),
        ("Mehmet Kemal Arslan", "Kemal Arslan", True),
        ("Mohammed Haddad", "Muhammad Haddad", True),
        ("John Harker", "Jane Harker", False),
        ("Harker", "John Harker", False),
        ("Anna Meyer", "Paul Meyer", False),
        ("Norway", "Norman", False),
        ("", "", False),
    ],
)
def test_same_name_joins_spellings_and_initials_of_full_names_only(first: str, second: str, same: bool) -> None:
    assert same_name(first, second) is same
    assert same_name(second, first) is same


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing_more(name: str) -> None:
    assert fold_name(fold_name(name)) == fold_name(name)
