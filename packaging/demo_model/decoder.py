"""The language model: a small llama that writes the card behind the photo's rows.

Touvron et al. 2023, "LLaMA": RMS norms, rotary positions on interleaved pairs (as llama.cpp's architecture ``llama``
takes them, so that nothing is permuted on export), SwiGLU; input and output embeddings are one table.
"""

import math
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

ROTATION = 10_000.0
EPSILON = 1e-5


@dataclass(frozen=True, slots=True)
class DecoderShape:
    """Measures of a decoder.

    Attributes:
        vocabulary: Tokens.
        width: Of an embedding.
        blocks: Transformer blocks.
        heads: Attention heads.
        inner: Width between the two layers of a block's network.
    """

    vocabulary: int
    width: int = 256
    blocks: int = 4
    heads: int = 4
    inner: int = 704


class Norm(nn.Module):
    """Division by the root mean square, then a learned scale."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.ones(width))

    def forward(self, rows: Tensor) -> Tensor:
        """``(…, width)`` → the same shape."""
        return functional.rms_norm(rows, (rows.shape[-1],), self.weight, EPSILON)


class DecoderBlock(nn.Module):
    """Attention to what stands before, then a gated network; each added to its input."""

    def __init__(self, shape: DecoderShape) -> None:
        super().__init__()

        def matrix(inputs: int, outputs: int) -> nn.Linear:
            return nn.Linear(inputs, outputs, bias=False)

        self.heads = shape.heads
        self.attention_norm, self.network_norm = Norm(shape.width), Norm(shape.width)
        self.query, self.key, self.value, self.output = (matrix(shape.width, shape.width) for _ in range(4))
        self.gate, self.up = matrix(shape.width, shape.inner), matrix(shape.width, shape.inner)
        self.down = matrix(shape.inner, shape.width)

    def forward(self, rows: Tensor, turns: tuple[Tensor, Tensor]) -> Tensor:
        """``(batch, length, width)`` → the same shape."""
        batch, length, width = rows.shape
        inner = self.attention_norm(rows)

        def split(matrix: nn.Linear) -> Tensor:
            return matrix(inner).view(batch, length, self.heads, -1).transpose(1, 2)

        query, key = rotate(split(self.query), turns), rotate(split(self.key), turns)
        seen = functional.scaled_dot_product_attention(query, key, split(self.value), is_causal=True)
        rows = rows + self.output(seen.transpose(1, 2).reshape(batch, length, width))
        inner = self.network_norm(rows)
        return rows + self.down(functional.silu(self.gate(inner)) * self.up(inner))


class Decoder(nn.Module):
    """Rows of embeddings → what may stand behind each."""

    def __init__(self, shape: DecoderShape) -> None:
        super().__init__()
        self.shape = shape
        self.embedding = nn.Embedding(shape.vocabulary, shape.width)
        self.blocks = nn.ModuleList(DecoderBlock(shape) for _ in range(shape.blocks))
        self.norm = Norm(shape.width)
        for module in self.modules():
            if isinstance(module, nn.Linear | nn.Embedding):
                nn.init.normal_(module.weight, std=0.02)
        for block in self.blocks:
            for matrix in (block.output, block.down):
                matrix.weight.data /= math.sqrt(2 * shape.blocks)

    def forward(self, rows: Tensor) -> Tensor:
        """``(batch, length, width)`` → ``(batch, length, width)``, to be compared with the embeddings."""
        turns = turns_of(rows.shape[1], self.shape.width // self.shape.heads)
        for block in self.blocks:
            rows = block(rows, turns)
        normed: Tensor = self.norm(rows)
        return normed

    def logits(self, rows: Tensor) -> Tensor:
        """``(…, width)`` of :meth:`forward`'s result → ``(…, vocabulary)``."""
        return rows @ self.embedding.weight.T


def turns_of(length: int, width: int) -> tuple[Tensor, Tensor]:
    """Cosine and sine of every position's angles: each ``(length, width / 2)``."""
    speeds = ROTATION ** (-torch.arange(0, width, 2).float() / width)
    angles = torch.arange(length).float()[:, None] * speeds
    return angles.cos(), angles.sin()


def rotate(rows: Tensor, turns: tuple[Tensor, Tensor]) -> Tensor:
    """Turn each pair of neighbouring values by its position's angle."""
    even, odd = rows[..., 0::2], rows[..., 1::2]
    cosine, sine = turns
    return torch.stack([even * cosine - odd * sine, even * sine + odd * cosine], -1).flatten(-2)
