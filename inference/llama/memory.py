"""How much memory this machine has free, and how many answers fit into it side by side."""

import ctypes
import os
import re
import sys
from pathlib import Path

from inference.llama.options import DEFAULT_CONTEXT, LoadOptions
from inference.llama.weights import Pair

MOST_SLOTS = 16
CARD = 5120  # cells of a slot: instructions, a photo of many tiles, a question and a long card
_FEWEST, _MOST = 4, 8  # slots chosen where nobody says how many; more hardly pay on a processor
_SHARE = 0.5  # of the free memory at most, for cells
_BYTES = 2  # a number in a cell: half precision


def slots_of(options: LoadOptions, pair: Pair) -> int:
    """How many answers to have in flight: as said, or by the processor's cores, as far as there is memory for them."""
    wanted = wanted_slots(options)
    if options.slots is not None:
        return wanted
    room = _affordable(pair)
    return wanted if room is None else max(1, min(wanted, room // (options.context or CARD)))


def wanted_slots(options: LoadOptions) -> int:
    """How many answers to have in flight where memory is no matter: as said, or by the processor's cores."""
    if options.slots is not None:
        return max(1, min(options.slots, MOST_SLOTS))
    return min(_MOST, max(_FEWEST, os.cpu_count() or 1))


def cells_of(options: LoadOptions, slots: int, trained: int) -> int:
    """How many cells to have for so many answers, of a model that was trained with sequences of so many tokens.

    Each has as many as a card may take; an only one has more, for products with many photos.
    """
    return slots * (options.context or min(trained, DEFAULT_CONTEXT if slots == 1 else CARD))


def _affordable(pair: Pair) -> int | None:
    """Cells that fit into the free memory; ``None`` where that is unknown."""
    free, size = free_memory(), cell_bytes(pair)
    return int(free * _SHARE) // size if free and size else None


def cell_bytes(pair: Pair) -> int | None:
    """Bytes that one token's keys and values take in all layers; ``None`` where the header does not tell."""
    kind = pair.architecture
    layers, heads = (pair.text.number(f"{kind}.{key}") for key in ("block_count", "attention.head_count"))
    width = pair.text.number(f"{kind}.embedding_length")
    if not layers or not heads or not width:
        return None
    shared = pair.text.number(f"{kind}.attention.head_count_kv") or heads
    key = pair.text.number(f"{kind}.attention.key_length") or width // heads
    value = pair.text.number(f"{kind}.attention.value_length") or width // heads
    return layers * shared * (key + value) * _BYTES


def free_memory() -> int | None:
    """Bytes that a program can have without making others give theirs up; ``None`` where the system does not tell."""
    if sys.platform == "win32":
        return _free_on_windows()
    try:
        found = re.search(r"MemAvailable:\s+(\d+) kB", Path("/proc/meminfo").read_text(encoding="ascii"))
        return int(found[1]) * 1024 if found else None
    except OSError:  # not Linux: half of what is built in is a fair guess
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2


def _free_on_windows() -> int | None:
    """``ullAvailPhys`` of ``MEMORYSTATUSEX``: two 32-bit numbers, the first its size, then seven of 64 bits."""
    status = (ctypes.c_uint64 * 8)(64)
    answered = getattr(ctypes, "windll").kernel32.GlobalMemoryStatusEx(status)  # noqa: B009  # absent elsewhere
    return int(status[2]) if answered else None
