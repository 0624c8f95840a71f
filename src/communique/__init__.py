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
from communique.dossier import add, decide, extract, init, rebuild
from communique.errors import (
    CommuniqueError,
    ConfigError,
    DossierError,
    InputError,
    ModelError,
    QuestionError,
)
from communique.estimates import estimate
from communique.record.questions import (
    actors,
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
    schedule,
    search,
    show,
    statements,
    timeline,
    truce,
    what_if,
)
from communique.web.serving import serve

__all__ = [
    "CommuniqueError",
    "ConfigError",
    "DossierError",
    "InputError",
    "ModelError",
    "QuestionError",
    "actors",
    "add",
    "blockers",
    "brief",
    "changes",
    "conflicts",
    "decide",
    "decisions",
    "documents",
    "estimate",
    "extract",
    "gates",
    "init",
    "lists",
    "marks",
    "network",
    "plot",
    "positions",
    "rebuild",
    "schedule",
    "search",
    "serve",
    "show",
    "statements",
    "timeline",
    "truce",
    "what_if",
]
