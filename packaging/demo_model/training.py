"""What every network's training shares: optimiser, learning rate, moving average, checkpoints, other processes.

The weights that are kept are a moving average of those that are trained: Polyak and Juditsky 1992, in the exponential
form that Tarvainen and Valpola 2017, "Mean teachers", use.
"""

import copy
import math
import time
from collections.abc import Callable
from pathlib import Path

import torch
from torch import Tensor, nn

from demo_model.muon import Muon
from demo_model.parallel import Group

AVERAGED = 0.998
EDGES = ("heads.", "decoder.embedding.")
"""Names of what ends a network."""
PIXEL = 3
"""Inputs of what begins one, a pixel's colours; a depthwise convolution has fewer."""
WARM = 0.04  # share of the run in which the learning rate rises


class Trainer:
    """One network being trained; goes on where an interrupted run stopped.

    Attributes:
        network: What is trained.
        average: The moving average of its weights.
        begun: Epochs that are done.
    """

    def __init__(self, network: nn.Module, path: Path, group: Group, *, rate: float, decay: float) -> None:
        self.network = network
        self.average = copy.deepcopy(network)
        self.begun = 0
        self._path = path
        self._group = group
        self._rate = rate
        self._optimisers = _optimisers(network, rate, decay, group)
        self._steps = 0
        if path.exists():
            self._resume()

    def run(self, epochs: int, learned: Callable[[int], str]) -> None:
        """Go through the epochs that are left; each is saved when it is done.

        Args:
            epochs: Of the whole run.
            learned: Goes through the epoch of such a number, from 0, and says how it went.
        """
        for epoch in range(self.begun, epochs):
            started = time.monotonic()
            told = learned(epoch)
            self.save(epoch + 1)
            if self._group.rank == 0:
                took = time.monotonic() - started
                print(f"{self._path.stem} {epoch + 1}/{epochs} {told} {took:.0f} s", flush=True)

    def learn(self, loss: Tensor, progress: float) -> None:
        """Make one step down.

        Args:
            loss: Of this process's batch.
            progress: How much of the whole run is done, in [0, 1].
        """
        rise = min(1.0, progress / WARM + 0.01)
        fall = 0.5 * (1 + math.cos(math.pi * max(0.0, (progress - WARM) / (1 - WARM)))) + 1e-3
        for optimiser in self._optimisers:
            for options in optimiser.param_groups:
                options["lr"] = self._rate * rise * fall
        loss.backward()
        self._group.average(self.network)
        nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        for optimiser in self._optimisers:
            optimiser.step()
            optimiser.zero_grad()
        self._steps += 1
        self._follow(min(AVERAGED, (1 + self._steps) / (10 + self._steps)))

    def save(self, epochs: int) -> None:
        """Write the checkpoint; one process does it for all."""
        if self._group.rank:
            return
        state = {
            "network": self.network.state_dict(),
            "average": self.average.state_dict(),
            "optimisers": [optimiser.state_dict() for optimiser in self._optimisers],
            "epochs": epochs,
            "steps": self._steps,
        }
        partial = self._path.with_suffix(".partial")
        torch.save(state, partial)
        partial.replace(self._path)

    def _resume(self) -> None:
        state = torch.load(self._path)
        self.network.load_state_dict(state["network"])
        self.average.load_state_dict(state["average"])
        for optimiser, kept in zip(self._optimisers, state["optimisers"], strict=True):
            optimiser.load_state_dict(kept)
        self.begun = int(state["epochs"])
        self._steps = int(state["steps"])

    def _follow(self, share: float) -> None:
        with torch.no_grad():
            pairs = zip(self.average.state_dict().values(), self.network.state_dict().values(), strict=True)
            for kept, new in pairs:
                if kept.dtype.is_floating_point:
                    kept.lerp_(new, 1 - share)
                else:
                    kept.copy_(new)


def _optimisers(network: nn.Module, rate: float, decay: float, group: Group) -> list[torch.optim.Optimizer]:
    """Muon for what maps features to features; AdamW for what begins or ends the network, and for vectors."""
    hidden, edges, vectors = [], [], []
    for name, weights in network.named_parameters():
        if weights.dim() < 2:
            vectors.append(weights)
        elif weights.shape[1] <= PIXEL or name.startswith(EDGES):
            edges.append(weights)
        else:
            hidden.append(weights)
    groups = [{"params": edges, "weight_decay": decay}, {"params": vectors, "weight_decay": 0.0}]
    return [
        Muon(hidden, rate, decay, group),
        torch.optim.AdamW(groups, rate, betas=(0.9, 0.99), foreach=True),
    ]
