"""Trained parts -> the files of the package's `weights` folder."""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer

from communique.claims.learned import Thresholds
from communique.claims.learned.inputs import stack_windows
from communique.claims.learned.wording import Wording
from training.articles import Article
from training.confidence import Trees
from training.network import Network

WEIGHTS = Path(__file__).parents[1] / "src/communique/claims/learned/weights"
OPSET, DOMAIN = 17, "ai.onnx.ml"
AXES = {
    "pieces": ("windows", "length"),
    "row": ("sentences",),
    "at": ("sentences", "pieces"),
    "inside": ("sentences", "pieces"),
    "places": ("sentences", "fillers", "length"),
    "nearby": ("sentences", "fillers", "length"),
    "features": ("sentences", "fillers"),
    "relations": ("sentences", "everybody", "pieces"),
    "pairs": ("sentences", "everybody", "everybody_else"),
    "votes": ("sentences", "everybody", "everybody_else"),
    "context": ("sentences",),
}
ANSWERS = ("types", "polarity", "evidence", "roles")
LARGE = 4096  # numbers of a table that is written in bytes


def write_network(network: Network, article: Article, tokenizer: Tokenizer) -> None:
    """The network in ONNX, its large tables in bytes. The article only lends it arrays of the right shape."""
    arrays = stack_windows([article.views[:5]], tokenizer)
    axes = {name: dict(enumerate(names)) for name, names in AXES.items()}
    with TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        torch.onnx.export(
            network.eval(),
            tuple(torch.from_numpy(array) for array in arrays.values()),
            str(whole),
            input_names=list(arrays),
            output_names=list(ANSWERS),
            dynamic_axes={**axes, **{name: {0: "sentences"} for name in ANSWERS}},
            opset_version=OPSET,
            dynamo=False,
        )
        onnx.save(in_bytes(onnx.load(whole)), WEIGHTS / "claims.onnx")


def in_bytes(model: onnx.ModelProto) -> onnx.ModelProto:
    """The same network with a byte for each number of a large table, and for each row what that is to be multiplied by.

    It reckons in full precision: states rounded to bytes as well would cost it a twentieth of the claims, and save
    nothing on processors without instructions of their own for that.
    """
    tables = [each for each in model.graph.initializer if len(each.dims) == 2 and np.prod(each.dims) >= LARGE]
    for table in tables:
        numbers = numpy_helper.to_array(table)
        steps = np.maximum(np.abs(numbers).max(1, keepdims=True) / 127, 1e-12).astype(np.float32)
        parts = {"bytes": np.round(numbers / steps).astype(np.int8), "steps": steps[:, 0]}
        names = [f"{table.name}.{part}" for part in parts]
        model.graph.initializer.extend(map(numpy_helper.from_array, parts.values(), names))
        model.graph.node.insert(0, helper.make_node("DequantizeLinear", names, [table.name], axis=0))
        model.graph.initializer.remove(table)
    return model


def write_trees(trees: Trees, columns: int) -> None:
    """The trees in ONNX: ``input`` (N, columns) to the logit ``right`` (N, 1), the mean of all ensembles."""
    nodes = [
        (tree, place, node)
        for tree, (predictor,) in enumerate(chain.from_iterable(each._predictors for each in trees))
        for place, node in enumerate(predictor.nodes)
    ]
    leaves = [(tree, place, node) for tree, place, node in nodes if node["is_leaf"]]
    ensemble = helper.make_node(
        "TreeEnsembleRegressor",
        ["input"],
        ["right"],
        domain=DOMAIN,
        n_targets=1,
        base_values=[float(np.mean([each._baseline_prediction[0, 0] for each in trees]))],
        nodes_treeids=[tree for tree, _, _ in nodes],
        nodes_nodeids=[place for _, place, _ in nodes],
        nodes_modes=["LEAF" if node["is_leaf"] else "BRANCH_LEQ" for _, _, node in nodes],
        nodes_featureids=[int(node["feature_idx"]) for _, _, node in nodes],
        nodes_values=[float(node["num_threshold"]) for _, _, node in nodes],
        nodes_truenodeids=[int(node["left"]) for _, _, node in nodes],
        nodes_falsenodeids=[int(node["right"]) for _, _, node in nodes],
        target_treeids=[tree for tree, _, _ in leaves],
        target_nodeids=[place for _, place, _ in leaves],
        target_ids=[0] * len(leaves),
        target_weights=[float(node["value"]) / len(trees) for _, _, node in leaves],
    )
    given = helper.make_tensor_value_info("input", TensorProto.FLOAT, [None, columns])
    right = helper.make_tensor_value_info("right", TensorProto.FLOAT, [None, 1])
    graph = helper.make_graph([ensemble], "confidence", [given], [right])
    opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(DOMAIN, 3)]
    onnx.save(helper.make_model(graph, opset_imports=opsets, ir_version=9), WEIGHTS / "confidence.onnx")


def write_rest(tokenizer: Tokenizer, wording: Wording, thresholds: Thresholds) -> None:
    """The pieces, the regression over words, and the thresholds."""
    (WEIGHTS / "pieces.json").write_text(tokenizer.to_str(), encoding="utf-8")
    (WEIGHTS / "wording.json").write_bytes(msgspec.json.encode(wording))
    lines = (f"{name} = {value}\n" for name, value in msgspec.structs.asdict(thresholds).items())
    head = "# Measured in cross-validation by `make train`; nobody edits this file.\n"
    (WEIGHTS / "thresholds.toml").write_text(head + "".join(lines), encoding="utf-8")
