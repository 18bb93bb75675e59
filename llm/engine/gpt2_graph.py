"""GPT-2 as one ONNX graph: a step is one call in place of a hundred and fifty. Owns the operators
and their order; the weights are the model's own, where they lie in memory."""

from __future__ import annotations

from weakref import WeakKeyDictionary

import numpy as np
import onnxruntime
from torch import Tensor

from llm.engine.errors import UnsupportedModel
from llm.engine.gpt2 import Block, Gpt2, Norm
from llm.engine.graph import CONTRIB, Graph
from llm.engine.projection import Dense, Int8, Projection

KEYS, VALUES, NEW_KEYS, NEW_VALUES = "keys", "values", "new_keys", "new_values"
HEAD_MULTIPLE = 8  # of what GroupQueryAttention wants a head's width to be

_sessions: WeakKeyDictionary[Gpt2, dict[int, onnxruntime.InferenceSession]] = WeakKeyDictionary()


def gpt2_session(model: Gpt2, threads: int) -> onnxruntime.InferenceSession:
    """One a model, whoever runs it. In: `tokens` and `positions` (B, T) int64; `last` (B, 1, 1)
    int64, which of its T is a row's last; `seen` (B,) int32, that one's position; `length` ()
    int32, one more than the highest of these; of each layer `keysN` and `valuesN` (B, H, max_len,
    head width). Out: `logits` (B, 1, V) after the last tokens, and the cache as `new_keysN`,
    `new_valuesN`: bound to the memory of the input, it is written in place."""
    known = _sessions.setdefault(model, {})
    if threads not in known:
        known[threads] = _Gpt2Graph(model).session(threads)
    return known[threads]


class _Gpt2Graph:
    def __init__(self, model: Gpt2) -> None:
        self._model = model
        self._graph = graph = Graph()
        self._tokens = graph.input("tokens", np.int64, ["B", "T"])
        self._positions = graph.input("positions", np.int64, ["B", "T"])
        self._last = graph.input("last", np.int64, ["B", 1, 1])
        self._seen = graph.input("seen", np.int32, ["B"])
        self._length = graph.input("length", np.int32, [])

    def session(self, threads: int) -> onnxruntime.InferenceSession:
        graph, model = self._graph, self._model
        norms = [*(block.norm_1 for block in model.blocks), model.norm]
        x = self._embedded()
        normed = self._norm(norms[0], x)
        for layer, block in enumerate(model.blocks):
            mixed = self._attend(layer, block, normed)
            if layer == len(model.blocks) - 1:  # what comes now is wanted of the last tokens alone
                mixed, x = self._at_last(mixed), self._at_last(x)
            x = self._add_projected(x, block.attention_out, mixed)
            wide = self._widen(block, self._norm(block.norm_2, x))
            x = self._add_projected(x, block.narrow, wide)
            normed = self._norm(norms[layer + 1], x)
        logits = project(model.head, graph, normed, to="logits")
        graph.output(logits, np.float32, ["B", 1, model.vocabulary])
        return graph.session(threads)

    def _embedded(self) -> str:
        tokens = self._graph.add(
            "Gather", self._constant(self._model.token_embedding), self._tokens
        )
        places = self._constant(self._model.position_embedding)
        return self._graph.add("Add", tokens, self._graph.add("Gather", places, self._positions))

    def _norm(self, norm: Norm, x: str) -> str:
        weights = self._constant(norm.weight), self._constant(norm.bias)
        return self._graph.add("LayerNormalization", x, *weights, epsilon=norm.epsilon)

    def _attend(self, layer: int, block: Block, x: str) -> str:
        graph, heads = self._graph, self._model.heads
        qkv = self._projected(block.qkv, x)
        shape = ("B", heads, "max_len", self._model.width // heads)
        cache = [graph.input(f"{name}{layer}", np.float32, shape) for name in (KEYS, VALUES)]
        made = [
            graph.output(f"{name}{layer}", np.float32, shape) for name in (NEW_KEYS, NEW_VALUES)
        ]
        return graph.add_many(
            "GroupQueryAttention", [qkv, "", "", *cache, self._seen, self._length], ["", *made],
            CONTRIB, num_heads=heads, kv_num_heads=heads, scale=block.scale,
        )[0]  # fmt: skip

    def _at_last(self, x: str) -> str:
        return self._graph.add("GatherND", x, self._last, batch_dims=1)

    def _widen(self, block: Block, x: str) -> str:
        kind = "FastGelu" if self._model.activation == "tanh" else "BiasGelu"
        wide = project(block.widen, self._graph, x)
        return self._graph.add(kind, wide, *self._bias(block.widen), domain=CONTRIB)

    def _add_projected(self, x: str, layer: Projection, y: str) -> str:
        return self._graph.add("Add", x, self._projected(layer, y))

    def _projected(self, layer: Projection, x: str) -> str:
        y = project(layer, self._graph, x)
        for bias in self._bias(layer):
            y = self._graph.add("Add", y, bias)
        return y

    def _bias(self, layer: Projection) -> list[str]:
        return [] if layer.bias is None else [self._constant(layer.bias)]

    def _constant(self, tensor: Tensor) -> str:
        return self._graph.constant(tensor.detach().numpy())


def project(layer: Projection, graph: Graph, x: str, to: str = "") -> str:
    """`x` (..., in) through `layer`, without its bias. Raises `UnsupportedModel` for a kind of
    layer that has no operators here."""
    if isinstance(layer, Dense):
        return graph.add("MatMul", x, graph.constant(layer.weight.detach().numpy()), to=to)
    if isinstance(layer, Int8):
        return _project_int8(layer, graph, x, to)
    raise UnsupportedModel(f"no graph holds a {type(layer).__name__}")


def _project_int8(layer: Int8, graph: Graph, x: str, to: str) -> str:
    """A row of zeros is divided by zero: whatever integers come of it, they are scaled by zero."""
    weight, scale = graph.constant(layer.weight.numpy()), graph.constant(layer.scale.numpy())
    level = graph.constant(np.float32(1 / layer.levels))
    middle = graph.constant(np.uint8(layer.levels + 1))
    peak = graph.add("ReduceMax", graph.add("Abs", x), axes=[-1])
    small = graph.add("QuantizeLinear", graph.add("Div", x, peak), level, middle)
    y = graph.add("MatMulIntegerToFloat", small, weight, level, scale, middle, domain=CONTRIB)
    return graph.add("Mul", y, peak, to=to)
