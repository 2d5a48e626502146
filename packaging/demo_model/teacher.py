"""The teacher: a small residual network of dense 3 × 3 convolutions, which learns far better from few photos.

llama.cpp has no graph for it, so it never ships; the tower that does is distilled from it. He et al. 2016, "Deep
Residual Learning for Image Recognition", with the pooled shortcuts of He et al. 2019, "Bag of Tricks".
"""

from torch import Tensor, nn
from torch.nn import functional


def _convolution(inputs: int, outputs: int, kernel: int = 3, stride: int = 1) -> nn.Sequential:
    return nn.Sequential(nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, bias=False), nn.BatchNorm2d(outputs))


class Residual(nn.Module):
    """Two convolutions added to their input."""

    def __init__(self, inputs: int, outputs: int, stride: int) -> None:
        super().__init__()
        self.first = _convolution(inputs, outputs, stride=stride)
        self.second = _convolution(outputs, outputs)
        nn.init.zeros_(self.second[1].weight)
        self.shortcut: nn.Module = nn.Identity()
        if inputs != outputs or stride > 1:
            pool = nn.AvgPool2d(stride) if stride > 1 else nn.Identity()
            self.shortcut = nn.Sequential(pool, _convolution(inputs, outputs, 1))

    def forward(self, grid: Tensor) -> Tensor:
        """``(batch, inputs, rows, columns)`` → ``(batch, outputs, rows / stride, columns / stride)``."""
        return functional.relu(self.second(functional.relu(self.first(grid))) + self.shortcut(grid))


class Teacher(nn.Module):
    """Photo → grid of features, a sixteenth or a thirty-second of its size."""

    def __init__(self, width: int = 32, depths: tuple[int, ...] = (1, 2, 2, 2)) -> None:
        super().__init__()
        layers: list[nn.Module] = [_convolution(3, width, stride=2), nn.ReLU()]
        inputs = width
        for stage, depth in enumerate(depths):
            outputs = width * 2**stage
            for block in range(depth):
                layers.append(Residual(inputs, outputs, 2 if block == 0 else 1))
                inputs = outputs
        self.layers = nn.Sequential(*layers)
        self.width = inputs

    def forward(self, photos: Tensor) -> Tensor:
        """``(batch, 3, size, size)`` float32, normalised → ``(batch, width, rows, columns)``."""
        grid: Tensor = self.layers(photos)
        return grid
