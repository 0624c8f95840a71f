"""Who reads is chosen in one place: the story's table, what is said for one run, and what contradicts itself."""

from __future__ import annotations

from pathlib import Path

import pytest

import communique
from communique.errors import ConfigError
from communique.readers import choose_reader
from communique.records import Reader
from communique.storage import decode_story

TABLE = Reader(use="model", model="small", base_url="http://127.0.0.1:8080/v1", max_calls=10)


def test_nobody_is_asked_unless_it_is_said() -> None:
    assert choose_reader(Reader()).use == "local"
    assert choose_reader(TABLE, {"use": "local"}).use == "local"


def test_what_is_said_for_a_run_outranks_the_story() -> None:
    chosen = choose_reader(TABLE, {"model": "large", "max_calls": 3, "base_url": None})
    assert (chosen.model, chosen.max_calls, chosen.base_url) == ("large", 3, TABLE.base_url)


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ({"model": "m"}, "--model is for a language model"),
        ({"max_calls": 3}, "--max-calls is for a language model"),
        ({"use": "model"}, "which language model"),
        ({"use": "model", "model": "m"}, "where is"),
        ({"use": "model", "model": "m", "base_url": "localhost:8080"}, "no address"),
        ({"use": "model", "model": "m", "base_url": "http://x:port/v1"}, "no address"),
        ({"use": "model", "model": "m", "base_url": "file:///etc/passwd"}, "no address"),
        ({"use": "model", "model": "m", "base_url": "https://me:secret@host/v1"}, "more than an address"),
        ({"use": "model", "model": "m", "base_url": "https://host/v1?key=secret"}, "more than an address"),
        ({"use": "model", "model": "m", "base_url": "http://ho\x1bst/v1"}, "no address"),
        ({"use": "model", "model": "m\x1b[2J", "base_url": "http://host/v1"}, "cannot be printed"),
        ({"use": "model", "model": "m", "record": "a", "replay": "b"}, "not both"),
        ({"use": "oracle"}, "oracle"),
        ({"use": "model", "calls_at_once": 0}, "calls_at_once"),
    ],
)
def test_what_cannot_be_meant_is_told_with_the_cure(said: dict[str, object], wrong: str) -> None:
    with pytest.raises(ConfigError, match=wrong) as told:
        choose_reader(Reader(), said)
    assert told.value.hint
    assert "secret" not in str(told.value)


@pytest.mark.parametrize(
    ("table", "wrong"),
    [
        ('use = "model"\nkey = "sk"', "key"),
        ('use = "model"\nkey_file = "/home/somebody/.ssh/id"', "has no key_file"),
        ('use = "model"\nrefused = "list.jsonl"', "has no refused"),
        ('use = "oracle"', "oracle"),
        ("max_calls = -1", "max_calls"),
        ("calibration = { alone = 1.5, lift = 2 }", "alone"),
        ("calibration = { alone = 0.5, lift = 2, types = { hope = 0.5 } }", "hope"),
    ],
)
def test_mistake_in_the_table_of_the_story_is_told(table: str, wrong: str) -> None:
    with pytest.raises(ConfigError, match=wrong) as told:
        decode_story(f"[reader]\n{table}\n".encode(), "dossier.toml")
    assert told.value.where == "dossier.toml"


def test_story_may_name_the_reader_and_how_far_it_is_trusted() -> None:
    table = '[reader]\nuse = "model"\nmodel = "m"\nbase_url = "http://127.0.0.1:1/v1"\n'
    story = decode_story(
        f"{table}[reader.calibration]\nalone = 0.6\nlift = 5\ntypes = {{ stance = 0.3 }}\n".encode(), "t"
    )
    chosen = choose_reader(story.reader)
    assert chosen.calibration is not None
    assert (chosen.calibration.alone, chosen.calibration.types) == (0.6, {"stance": 0.3})


def test_wrong_reader_is_told_before_anything_is_read(tmp_path: Path) -> None:
    folder = communique.init(tmp_path / "talks")
    (tmp_path / "note.txt").write_text("France accused Greece of breaking the truce, it said.")
    with pytest.raises(ConfigError, match="which language model"):
        communique.add(folder, [tmp_path / "note.txt"], reader={"use": "model"})
    assert not list((folder / "documents").iterdir())
