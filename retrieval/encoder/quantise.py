"""Makes an exported graph small and fast: 8-bit products, and a half-precision vocabulary. Owns no
export.

A column of weights has one scale and so has each token's activations at run time, so that a text's
vector is the same in any company; ONNX Runtime's dynamic quantiser takes one scale for a whole
batch, and lands at .991 of the original where this lands at .997. Scales for blocks of weights
(`MatMulNBits`) come nearer still, but take twice the time on a processor that has no
instructions for them.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import helper, numpy_helper

CONTRIB_DOMAIN = "com.microsoft"
LARGEST_WEIGHT = 110
"""Of 127: older processors add two products in 16 bits, and two full ones wouldn't fit."""
LARGEST_ACTIVATION = 127
MIDDLE = 128  # activations are bytes around it


def quantise(model: onnx.ModelProto) -> onnx.ModelProto:
    """`model` with its constant matrices in 8 bits; changed in place and handed back. It must call
    its tokens `input_ids` (B, T)."""
    graph = _Graph(model.graph)
    nodes = list(graph.shapes())
    for node in model.graph.node:
        weight = graph.weight(node)
        if node.op_type == "MatMul" and weight is not None:
            nodes.extend(graph.small_matmul(node, weight))
        elif node.op_type == "Gather" and _is_vocabulary(graph.weights.get(node.input[0])):
            nodes.extend(graph.half_gather(node))
        else:
            nodes.append(node)
    del model.graph.node[:]
    model.graph.node.extend(nodes)
    model.opset_import.append(helper.make_opsetid(CONTRIB_DOMAIN, 1))
    return model


def columns(weight: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """A (K, N) matrix as bytes, and a scale for each column."""
    largest = np.maximum(np.abs(weight).max(axis=0), np.finfo(np.float32).tiny * LARGEST_WEIGHT)
    scales = (largest / LARGEST_WEIGHT).astype(np.float32)
    codes = np.clip(np.round(weight / scales), -LARGEST_WEIGHT, LARGEST_WEIGHT)
    return codes.astype(np.int8), scales


class _Graph:
    """Adds constants to a graph and makes its new nodes; what is made once is kept by its name."""

    def __init__(self, graph: onnx.GraphProto) -> None:
        self._initializers = graph.initializer
        self.weights = {tensor.name: tensor for tensor in graph.initializer}
        self._bytes_of: set[str] = set()
        constants: dict[str, NDArray[np.generic]] = {
            "small_one": np.array(1.0, np.float32),
            "small_share": np.array(1.0 / LARGEST_ACTIVATION, np.float32),
            "small_tiny": np.array(1e-12, np.float32),
            "small_middle": np.array(MIDDLE, np.uint8),
            "small_rest": np.array([-1], np.int64),
            "small_second": np.array([1], np.int64),
        }
        for name, value in constants.items():
            self._keep(name, value)

    def weight(self, node: onnx.NodeProto) -> onnx.TensorProto | None:
        return self.weights.get(node.input[1]) if len(node.input) > 1 else None

    def shapes(self) -> Iterable[onnx.NodeProto]:
        """(B, T, -1), and a `MIDDLE` for each of the B * T tokens."""
        middle = helper.make_tensor("middle", onnx.TensorProto.UINT8, [1], [MIDDLE])
        return (
            helper.make_node("Shape", ["input_ids"], ["small_tokens"]),
            helper.make_node("Concat", ["small_tokens", "small_rest"], ["small_shape"], axis=0),
            helper.make_node("Size", ["input_ids"], ["small_size"]),
            helper.make_node("Reshape", ["small_size", "small_second"], ["small_count"]),
            helper.make_node("ConstantOfShape", ["small_count"], ["small_middles"], value=middle),
        )

    def small_matmul(
        self, node: onnx.NodeProto, weight: onnx.TensorProto
    ) -> Iterable[onnx.NodeProto]:
        name, source, out = weight.name, node.input[0], node.output[0]
        matrix = numpy_helper.to_array(weight)
        codes, scales = columns(matrix)
        self._initializers.remove(weight)
        self._keep(f"{name}_codes", codes)
        self._keep(f"{name}_scales", scales)
        if source not in self._bytes_of:
            self._bytes_of.add(source)
            yield from self._to_bytes(source, matrix.shape[0])
        yield helper.make_node(
            "MatMulIntegerToFloat",
            [f"{source}_bytes", f"{name}_codes", "small_one", f"{name}_scales", "small_middle"],
            [f"{out}_unscaled"],
            name=node.name,
            domain=CONTRIB_DOMAIN,
        )
        yield helper.make_node("Mul", [f"{out}_unscaled", f"{source}_scales"], [f"{out}_flat"])
        yield helper.make_node("Reshape", [f"{out}_flat", "small_shape"], [out])

    def half_gather(self, node: onnx.NodeProto) -> Iterable[onnx.NodeProto]:
        weight = self.weights[node.input[0]]
        half = numpy_helper.to_array(weight).astype(np.float16)
        self._initializers.remove(weight)
        self._keep(f"{weight.name}_half", half)
        rows = f"{node.output[0]}_half"
        yield helper.make_node(
            "Gather", [f"{weight.name}_half", node.input[1]], [rows], name=node.name
        )
        yield helper.make_node("Cast", [rows], list(node.output), to=onnx.TensorProto.FLOAT)

    def _to_bytes(self, source: str, width: int) -> Iterable[onnx.NodeProto]:
        """(B, T, D) floats to (B * T, D) bytes, and a scale for each token."""
        self._keep(f"{source}_width", np.array([-1, width], np.int64))
        yield helper.make_node("Reshape", [source, f"{source}_width"], [f"{source}_flat"])
        yield helper.make_node("Abs", [f"{source}_flat"], [f"{source}_sizes"])
        yield helper.make_node(
            "ReduceMax", [f"{source}_sizes"], [f"{source}_largest"], axes=[1], keepdims=0
        )
        yield helper.make_node("Mul", [f"{source}_largest", "small_share"], [f"{source}_share"])
        yield helper.make_node("Max", [f"{source}_share", "small_tiny"], [f"{source}_scale"])
        yield helper.make_node(
            "QuantizeLinear",
            [f"{source}_flat", f"{source}_scale", "small_middles"],
            [f"{source}_bytes"],
            axis=0,
        )
        yield helper.make_node(
            "Unsqueeze", [f"{source}_scale", "small_second"], [f"{source}_scales"]
        )

    def _keep(self, name: str, value: NDArray[np.generic]) -> None:
        self._initializers.append(numpy_helper.from_array(value, name))


def _is_vocabulary(weight: onnx.TensorProto | None) -> bool:
    return weight is not None and len(weight.dims) == 2 and weight.dims[0] > 10_000
