"""Communiqué follows a negotiation through the news and keeps its record.

Every command is a function of the same name::

    import communique

    communique.init("talks", from_file="examples/syria-talks/dossier.toml")
    communique.add("talks", ["examples/syria-talks/reports"])
    for position in communique.positions("talks", as_of="2016-01-28"):
        print(position.holder, position.position, position.matter, position.evidence[0].sentence)

The records that pass between the parts are in `communique.records`, the answers in `communique.record.answers`, the
errors in `communique.errors`.
"""

from communique.charts.plotting import plot
from communique.deciding import decide, exclude, merge, split
from communique.dossier import add, extract, init, rebuild
from communique.errors import (
    CommuniqueError,
    ConfigError,
    DecidedError,
    DossierError,
    EngineError,
    InputError,
    ModelError,
    QuestionError,
)
from communique.estimates import estimate
from communique.record.questions import (
    actors,
    bin,
    blockers,
    brief,
    changes,
    conflicts,
    decisions,
    documents,
    gates,
    lists,
    marks,
    network,
    positions,
    queue,
    schedule,
    search,
    show,
    statements,
    timeline,
    truce,
    what_if,
)
from communique.reviewing import review
from communique.undoing import redo, restore, undo
from communique.web.serving import serve

__all__ = [
    "CommuniqueError",
    "ConfigError",
    "DecidedError",
    "DossierError",
    "EngineError",
    "InputError",
    "ModelError",
    "QuestionError",
    "actors",
    "add",
    "bin",
    "blockers",
    "brief",
    "changes",
    "conflicts",
    "decide",
    "decisions",
    "documents",
    "estimate",
    "exclude",
    "extract",
    "gates",
    "init",
    "lists",
    "marks",
    "merge",
    "network",
    "plot",
    "positions",
    "queue",
    "rebuild",
    "redo",
    "restore",
    "review",
    "schedule",
    "search",
    "serve",
    "show",
    "split",
    "statements",
    "timeline",
    "truce",
    "undo",
    "what_if",
]
