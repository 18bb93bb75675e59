"""An ONNX graph under construction. Owns names, constants and where large ones lie; knows no
model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

OPSET = 17
IR_VERSION = 9
CONTRIB = "com.microsoft"  # ONNX Runtime's own operators
LARGE_BYTES = 4096

Array = NDArray[Any]
Shape = Sequence[str | int]  # a dimension may have a name


class Graph:
    """Operators are added in the order they run; each hands back the name of what it makes."""

    def __init__(self) -> None:
        self._nodes: list[Any] = []
        self._inputs: list[Any] = []
        self._outputs: list[Any] = []
        self._constants: list[Any] = []
        self._large: dict[str, Array] = {}
        self._count = 0

    def input(self, name: str, dtype: type[np.generic], shape: Shape) -> str:
        self._inputs.append(helper.make_tensor_value_info(name, _kind(dtype), shape))
        return name

    def output(self, name: str, dtype: type[np.generic], shape: Shape) -> str:
        """Declares what an operator makes under that `name`."""
        self._outputs.append(helper.make_tensor_value_info(name, _kind(dtype), shape))
        return name

    def constant(self, value: Array | np.generic) -> str:
        name, array = self._name(), np.ascontiguousarray(value).reshape(np.shape(value))
        if array.nbytes < LARGE_BYTES:
            self._constants.append(numpy_helper.from_array(array, name))
        else:
            self._constants.append(_elsewhere(name, array))
            self._large[name] = array
        return name

    def add(self, kind: str, *inputs: str, to: str = "", domain: str = "", **settings: Any) -> str:
        """An operator with one result, called `to` or anything."""
        (made,) = self.add_many(kind, inputs, (to,), domain=domain, **settings)
        return made

    def add_many(
        self, kind: str, inputs: Sequence[str], to: Sequence[str], domain: str = "", **settings: Any
    ) -> list[str]:
        """An operator with several results; an empty name gets one."""
        made = [name or self._name() for name in to]
        self._nodes.append(helper.make_node(kind, inputs, made, domain=domain, **settings))
        return made

    def session(self, threads: int) -> onnxruntime.InferenceSession:
        """Ready to run on the CPU. Large constants are not copied: the session holds them."""
        graph = helper.make_graph(
            self._nodes, "graph", self._inputs, self._outputs, self._constants
        )
        domains = [helper.make_opsetid("", OPSET), helper.make_opsetid(CONTRIB, 1)]
        model = helper.make_model(graph, opset_imports=domains, ir_version=IR_VERSION)
        values = [onnxruntime.OrtValue.ortvalue_from_numpy(each) for each in self._large.values()]
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        # Beyond this level it joins Add and LayerNormalization into an operator ten times as slow.
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
        options.add_external_initializers(list(self._large), values)
        session = onnxruntime.InferenceSession(
            model.SerializeToString(), options, providers=["CPUExecutionProvider"]
        )
        session.constants = values
        return session

    def _name(self) -> str:
        self._count += 1
        return f"v{self._count}"


def _kind(dtype: Any) -> int:
    return int(helper.np_dtype_to_tensor_dtype(np.dtype(dtype)))


def _elsewhere(name: str, array: Array) -> Any:
    """The place of a constant that is handed to the session beside the graph."""
    tensor = TensorProto(name=name, data_type=_kind(array.dtype), dims=array.shape)
    tensor.data_location = TensorProto.EXTERNAL
    for key, text in (("location", "memory"), ("offset", "0"), ("length", str(array.nbytes))):
        tensor.external_data.add(key=key, value=text)
    return tensor
