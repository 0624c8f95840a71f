"""Every error that Communiqué raises on purpose.

    CommuniqueError
    ├── InputError      a report, file, folder or address cannot be read
    ├── DossierError    a dossier is missing, damaged, locked or of another version
    ├── DecidedError    somebody has meanwhile decided otherwise
    ├── ConfigError     a TOML file (dossier, gazetteer, rules) says something it cannot mean
    ├── ModelError      a model is not installed, or the server of a language model is of no use
    ├── EngineError     what reads many reports at once cannot be started, or fails again and again
    └── QuestionError   a question asks for something that does not exist (a date, an actor, a document)

Each message is one line: what is wrong and where; ``hint`` says what to try.
"""

from __future__ import annotations

from typing import Any


class CommuniqueError(Exception):
    """The base of them all. ``str(error)`` is one line for a person, the hint included."""

    def __init__(self, problem: str, *, where: str = "", hint: str = "") -> None:
        self.problem = problem
        self.where = where
        self.hint = hint
        line = f"{where}: {problem}" if where else problem
        super().__init__(" ".join(f"{line}. {hint}".split()) if hint else " ".join(line.split()))


class InputError(CommuniqueError):
    """A report, file, folder or address cannot be read."""


class DossierError(CommuniqueError):
    """A dossier is missing, damaged, locked or of another version."""


class DecidedError(CommuniqueError):
    """Somebody has meanwhile decided otherwise: ``theirs`` stands, ``yours`` is not taken (both are Decisions).

    To choose ``yours`` knowingly, decide again with ``over``, the id of theirs.
    """

    def __init__(self, problem: str, *, theirs: Any, yours: Any, over: str, where: str = "") -> None:
        super().__init__(problem, where=where, hint=f"To decide otherwise all the same, give --over {over}.")
        self.theirs, self.yours, self.over = theirs, yours, over


class ConfigError(CommuniqueError):
    """A TOML file (dossier, gazetteer, rules) says something that it cannot mean."""


class ModelError(CommuniqueError):
    """A model is not installed, or the server of a language model is of no use."""


class EngineError(CommuniqueError):
    """What reads many reports at once (a process, a Ray cluster) cannot be started, or fails again and again."""


class QuestionError(CommuniqueError):
    """A question asks for something that does not exist: a date, an actor, a document."""
