"""One tower of a pair: an ONNX network that is run, and the vectors among what it gives."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from inference.errors import ModelBroken, ModelUnsupported

_VECTORS: Final = ("image_embeds", "text_embeds", "pooler_output", "sentence_embedding")
"""What exports call the vectors, the surest first: CLIP's towers also have a pooled state before its projection."""
_QUIET: Final = 3
"""The runtime's level for errors."""


class Tower:
    """A loaded network; one thread at a time. It runs on a graphics card where the runtime has one for it.

    Args:
        path: Of the ONNX file.
        threads: For arithmetic.

    Raises:
        ModelBroken: It cannot be loaded.
        ModelUnsupported: It gives no vectors.
        ImportError: The runtime is not installed.
    """

    def __init__(self, path: Path, threads: int) -> None:
        import onnxruntime  # noqa: PLC0415  # optional, and takes a second

        onnxruntime.disable_telemetry_events()  # as in the reader of labels
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
        options.log_severity_level = _QUIET
        # Threads that wait for more work would take the processor from whoever writes the cards.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        try:
            self._session: Any = onnxruntime.InferenceSession(path, options, _providers(onnxruntime))
        except Exception as error:  # the runtime's kinds have nothing in common
            raise ModelBroken(str(error), path=str(path), reason=str(error)) from error
        self._path = path
        self._output = self._vectors()

    @property
    def inputs(self) -> tuple[str, ...]:
        """What it takes."""
        return tuple(one.name for one in self._session.get_inputs())

    def run(self, given: Mapping[str, NDArray[Any]]) -> NDArray[np.float32]:
        """Place a batch.

        Args:
            given: What it takes, by name; the batch comes first.

        Returns:
            ``(batch, dimension)`` float32, each of unit length.

        Raises:
            ModelBroken: The network fails, or what it gives are no vectors.
        """
        try:
            (found,) = self._session.run([self._output], dict(given))
        except Exception as error:
            raise ModelBroken(str(error), path=str(self._path), reason=str(error)) from error
        vectors = np.asarray(found, np.float64)
        if vectors.ndim != 2 or not np.isfinite(vectors).all():
            reason = f"no vectors: {vectors.shape}"
            raise ModelBroken(reason, path=str(self._path), reason=reason)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        return np.asarray(vectors / np.maximum(lengths, np.finfo(np.float64).tiny), np.float32)

    def _vectors(self) -> str:
        """Which of the outputs are vectors."""
        outputs = {one.name: one.shape for one in self._session.get_outputs()}
        named = [name for name in _VECTORS if name in outputs]
        flat = [name for name, shape in outputs.items() if len(shape) == 2]
        if not (named or flat):
            reason = f"its outputs are {sorted(outputs)}"
            raise ModelUnsupported(reason, path=str(self._path), reason=reason)
        return (named or flat)[0]


def _providers(runtime: Any) -> list[str]:
    """A graphics card's, where the runtime was built for one, and the processor's in any case."""
    wanted = ("CUDAExecutionProvider", "CPUExecutionProvider")
    return [name for name in wanted if name in runtime.get_available_providers()]
