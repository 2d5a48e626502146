"""The devices that the runtime can compute on, and how much memory is free on them.

``llama-cpp-python`` binds no function for this; the declarations are those of ``ggml-backend.h``.
"""

import ctypes
from dataclasses import dataclass
from enum import IntEnum

from llama_cpp._ggml import libggml


class DeviceKind(IntEnum):
    """``ggml_backend_dev_type``."""

    CPU = 0
    GPU = 1
    INTEGRATED = 2
    ACCELERATOR = 3


@dataclass(frozen=True, slots=True)
class Device:
    """What the runtime can compute on.

    Attributes:
        kind: What it is; a plain number for kinds that came later.
        free: Bytes of its memory that are free.
        total: Bytes of its memory.
    """

    kind: int
    free: int
    total: int


def devices() -> tuple[Device, ...]:
    """All devices; none where the runtime does not tell."""
    try:
        count, get = libggml.ggml_backend_dev_count, libggml.ggml_backend_dev_get
        kind_of, memory_of = libggml.ggml_backend_dev_type, libggml.ggml_backend_dev_memory
    except AttributeError:  # on Windows a library shows its own functions only, and two of these are of another
        return ()
    count.restype, get.restype = ctypes.c_size_t, ctypes.c_void_p
    get.argtypes, kind_of.argtypes = [ctypes.c_size_t], [ctypes.c_void_p]
    memory_of.argtypes = [ctypes.c_void_p, ctypes.POINTER(ctypes.c_size_t), ctypes.POINTER(ctypes.c_size_t)]
    found = []
    for index in range(count()):
        device, free, total = get(index), ctypes.c_size_t(), ctypes.c_size_t()
        memory_of(device, ctypes.byref(free), ctypes.byref(total))
        found.append(Device(kind_of(device), free.value, total.value))
    return tuple(found)


def free_graphics_memory() -> int | None:
    """Bytes that are free on all graphics cards together; ``None`` where the runtime uses none."""
    cards = [device.free for device in devices() if device.kind == DeviceKind.GPU]
    return sum(cards) if cards else None
