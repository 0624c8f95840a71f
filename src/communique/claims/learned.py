"""What was learned from annotated articles: how likely a clause carries a claim of a type, and who its parties are.

Logistic regressions over the strings of `features` and the relations of `parties`. Their weights are made by
`benchmarks/train_claims.py` and are read here with numpy alone, so that no training library is needed to run them.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import as_file, files
from typing import Any, get_args

import msgspec
import numpy as np
import numpy.typing as npt

from communique.claims.features import Features
from communique.claims.parties import Party
from communique.records import ClaimType

TYPES: tuple[ClaimType, ...] = get_args(ClaimType)
PARTS = ("sentence", "clause", "holder", "argument", "polarity")
Floats = npt.NDArray[np.float32]


class Part(msgspec.Struct, frozen=True):
    """One set of regressions over the same strings: a column of weights for each outcome."""

    names: dict[str, int]
    weights: Floats
    bias: Floats

    def log_odds(self, features: Mapping[str, float]) -> Floats:
        """The log-odds of each outcome, shape (outcomes,)."""
        known = [(self.names[name], value) for name, value in features.items() if name in self.names]
        if not known:
            return self.bias
        rows, values = zip(*known, strict=True)
        result: Floats = np.asarray(values, dtype=np.float32) @ self.weights[list(rows)] + self.bias
        return result


class Learned(msgspec.Struct, frozen=True):
    """All the parts, and how they join.

    ``join`` has shape (types, 3): weights of the sentence's and the clause's log-odds, and a bias. ``calibration`` has
    shape (types, 5): weights of the log-odds of type, holder, argument and polarity, and a bias.
    """

    parts: dict[str, Part]
    join: Floats
    calibration: Floats


@cache
def learned() -> Learned:
    """The weights that are shipped, loaded once a process."""
    with as_file(files("communique.claims") / "weights" / "claims.npz") as path, np.load(path) as stored:
        parts = {part: _part(part, stored) for part in PARTS}
        return Learned(parts, stored["join"].astype(np.float32), stored["calibration"].astype(np.float32))


def _part(part: str, stored: Mapping[str, Any]) -> Part:
    names = bytes(stored[f"{part}_names"]).decode().split("\n")
    weights = stored[f"{part}_weights"].astype(np.float32)
    return Part({name: row for row, name in enumerate(names)}, weights, stored[f"{part}_bias"].astype(np.float32))


def save_learned(model: Learned, path: str) -> None:
    """Write weights as half-precision arrays; the same model gives the same bytes."""
    arrays: dict[str, Any] = {"join": model.join, "calibration": model.calibration}
    for name, part in model.parts.items():
        ordered = sorted(part.names, key=lambda key: part.names[key])
        arrays[f"{name}_names"] = np.frombuffer("\n".join(ordered).encode(), dtype=np.uint8)
        arrays[f"{name}_weights"] = part.weights.astype(np.float16)
        arrays[f"{name}_bias"] = part.bias.astype(np.float32)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, array in arrays.items():
            with archive.open(zipfile.ZipInfo(f"{name}.npy", date_time=(1980, 1, 1, 0, 0, 0)), "w") as file:
                np.lib.format.write_array(file, np.ascontiguousarray(array))


def role_features(party: Party, kind: ClaimType, lemma: str, others: Iterable[Party]) -> Features:
    """A party as a candidate for a role in a claim of a type whose clause has the given predicate."""
    others = list(others)
    features: Features = {f"{kind}/{party.kind}": 1.0}
    for relation in party.relations:
        features[relation] = 1.0
        features[f"{kind}/{relation}"] = 1.0
        features[f"{party.kind}/{relation}"] = 0.5
        features[f"p={lemma}/{relation}"] = 0.5
    if not party.actor:
        taken = {relation for other in others for relation in other.relations}
        features.update({f"{kind}/nobody but {relation}": 0.5 for relation in taken if " " not in relation})
        features[f"nobody of {min(4, len(others))}"] = 1.0
    else:
        near = [other.actor for other in others if other.actor]
        features[f"rank={min(4, near.index(party.actor))}"] = 1.0
        features[f"{kind}/rank={min(4, near.index(party.actor))}"] = 0.5
    return features


def chance(log_odds: float | np.floating[Any]) -> float:
    """The probability of given log-odds."""
    return float(1.0 / (1.0 + np.exp(-np.clip(log_odds, -30.0, 30.0))))
