"""What an engine draws, token by token, told apart by the request's sampling seed: the number of its photo."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
import pytest
from numpy.typing import NDArray

from inference.llama.sampler import Sampler

NEARLY = 0.02  # of a logit: two tokens that tie but for rounding
_APART = 0.9999
_ENTRIES = 30  # of a closed list at most; how many of those that hold next to nothing are looked at, rounding decides


@dataclass(frozen=True, slots=True)
class Pick:
    """One draw: what among how much, and by how much it was ahead of the next best."""

    chosen: int
    ahead: float
    logits: NDArray[np.float32]


Picks = dict[int, list[Pick]]
Lone = tuple[Picks, dict[str, object]]
"""What each photo gets alone: the draws by photo, the values by job."""


@contextmanager
def noted() -> Iterator[Picks]:
    """Note every draw at temperature 0."""
    picks: Picks = {}
    pick = Sampler._pick

    def note(
        sampler: Sampler, logits: NDArray[np.float32], names: NDArray[np.intp] | None, *, prose: bool = False
    ) -> int:
        chosen = pick(sampler, logits, names, prose=prose)
        best = np.partition(logits, -2)[-2:] if len(logits) > 1 else np.array([-np.inf, 0.0])
        made = Pick(chosen, float(best[1] - best[0]), logits.copy())
        picks.setdefault(sampler.sampling.seed, []).append(made)
        return chosen

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Sampler, "_pick", note)
        yield picks


@contextmanager
def forced(lone: Picks) -> Iterator[dict[int, int]]:
    """Draw what was drawn before, and hold what the model expects each time against what it expected then.

    Yields:
        Photo → how many draws were compared.
    """
    compared: dict[int, int] = dict.fromkeys(lone, 0)

    def follow(sampler: Sampler, logits: NDArray[np.float32], _names: NDArray[np.intp] | None, **_where: bool) -> int:
        photo = sampler.sampling.seed
        then = lone[photo][compared[photo]]
        compared[photo] += 1
        if len(logits) > _ENTRIES:
            assert cosine(logits, then.logits) >= _APART
        return then.chosen

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Sampler, "_pick", follow)
        yield compared


def cosine(one: NDArray[np.float32], other: NDArray[np.float32]) -> float:
    """Of two rows of logits, 1 where both are the same."""
    one, other = one.astype(np.float64), other.astype(np.float64)
    return float(one @ other / np.linalg.norm(one) / np.linalg.norm(other)) if len(one) > 1 else 1.0


def check_same(now: Picks, lone: Picks, photos: Mapping[int, object] | range) -> None:
    """Each photo's tokens are those of the lone run, up to where the two best nearly tie."""
    for photo in photos:
        pairs = zip(now[photo], lone[photo], strict=False)
        parted = next((then for each, then in pairs if each.chosen != then.chosen), None)
        assert parted is None or parted.ahead < NEARLY, photo
        assert parted is not None or len(now[photo]) == len(lone[photo])
