"""What one request costs: clocks for what is done for it, and counts of what is read. Figures are made of it."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from inference.events import Figures
from inference.llama.sampler import Sampler


class Cost:
    """Counts from its making on. Seconds are of the wall clock, those of other requests' work in between included.

    Attributes:
        image_seconds: Spent encoding photos.
        reused_photos: How many needed none, since they had been encoded before.
        prompt_tokens: Tokens of prompt and photos in front of the answer.
        reused_tokens: Of those, tokens that others had evaluated.
    """

    def __init__(self) -> None:
        self.image_seconds = 0.0
        self.reused_photos = 0
        self.prompt_tokens = 0
        self.reused_tokens = 0
        self._began = time.monotonic()
        self._reading = 0.0
        self._writing = 0.0
        self._deciding = 0.0
        self._writes = False

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Prompt and photos are evaluated meanwhile, or waited for."""
        began = time.monotonic()
        try:
            yield
        finally:
            self._reading += time.monotonic() - began

    @contextmanager
    def writing(self) -> Iterator[None]:
        """The answer is written meanwhile."""
        began, self._writes = time.monotonic(), True
        try:
            yield
        finally:
            self._writing += time.monotonic() - began
            self._writes = False

    @contextmanager
    def deciding(self) -> Iterator[None]:
        """Logits are turned into what is evaluated next, which counts as sampling where an answer is written."""
        began, writes = time.perf_counter(), self._writes
        try:
            yield
        finally:
            if writes:
                self._deciding += time.perf_counter() - began

    def figures(self, tokens: int, sampler: Sampler) -> Figures:
        """All of it so far, with the tokens of the answer and those drawn for it."""
        return Figures(
            seconds=time.monotonic() - self._began,
            image_seconds=self.image_seconds,
            tokens=tokens,
            sampled=sampler.drawn,
            refused=sampler.refused,
            prompt_tokens=self.prompt_tokens,
            reused_tokens=self.reused_tokens,
            prompt_seconds=self._reading,
            answer_seconds=self._writing,
            sampling_seconds=self._deciding,
            reused_photos=self.reused_photos,
        )
