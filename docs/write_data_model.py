"""Write the field tables of `data-model.md` from `communique.records`: run it after each change to a record."""

from __future__ import annotations

import inspect
import re
import typing
from pathlib import Path

import msgspec

from communique.records import decisions, documents, readers, readings, stories

MODULES = (documents, readings, decisions, stories, readers)
PAGE = Path(__file__).with_name("data-model.md")
OPEN, CLOSE = "<!-- fields: written by docs/write_data_model.py -->\n", "<!-- end of fields -->\n"


def render_page(page: str) -> str:
    """The page with all that stands between the two marks written anew."""
    before, rest = page.split(OPEN)
    after = rest.split(CLOSE)[1]
    return before + OPEN + "\n" + "\n".join(render_record(record) for record in all_records()) + CLOSE + after


def all_records() -> list[type[msgspec.Struct]]:
    """The record types in the order in which the files define them."""
    found = [(module, value) for module in MODULES for value in vars(module).values() if inspect.isclass(value)]
    own = (value for module, value in found if value.__module__ == module.__name__)
    return [value for value in own if issubclass(value, msgspec.Struct)]


def render_record(record: type[msgspec.Struct]) -> str:
    """One record: its docstring and a table of its fields, under the names in which files and output write them."""
    hints = typing.get_type_hints(record)
    rows = [render_field(field, hints[field.name]) for field in msgspec.structs.fields(record)]
    text = re.sub(r"``([^`]*)``", r"`\1`", inspect.getdoc(record) or "")
    return "\n".join(
        [f"### {record.__name__}", "", text, "", "| field | holds | if left out |", "|---|---|---|", *rows, ""]
    )


def render_field(field: msgspec.structs.FieldInfo, hint: object) -> str:
    """One row: the written name, the kind of value, and what an absent value means."""
    name = f"`{field.encode_name}`"
    if field.encode_name != field.name:
        name += f" (in Python `{field.name}`)"
    absent = "required" if field.required else describe_default(field.default)
    return f"| {name} | {describe(hint)} | {absent} |"


def describe_default(value: object) -> str:
    """What an absent field means: empty, or a value of its own."""
    if isinstance(value, (bool, int, float)) or (value and isinstance(value, str)):
        return f"`{str(value).lower()}`"
    return "empty"


def describe(hint: object) -> str:
    """A type in words: text, number, one of a few values, or a list of records."""
    plain = {str: "text", int: "whole number", float: "number", bool: "true or false", bytes: "bytes", None: "nothing"}
    if hint in plain:
        return plain[hint]
    origin, parts = typing.get_origin(hint), typing.get_args(hint)
    if origin is typing.Literal:
        return "one of " + ", ".join(f"`{part}`" if part != "" else "empty" for part in parts)
    if origin is tuple and parts[-1] is Ellipsis:
        return f"list of {describe(parts[0])}"
    if origin is tuple:
        return " and ".join(describe(part) for part in parts)
    if origin is dict:
        return f"{describe(parts[1])} by name"
    if parts:
        return " or ".join(describe(part) for part in parts if part is not type(None))
    return f"[{hint.__name__}](#{hint.__name__.lower()})" if inspect.isclass(hint) else str(hint)


if __name__ == "__main__":
    PAGE.write_text(render_page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
