"""What torch makes of the shipped weights, for a test that runs without torch.

The picture is a formula, so that no decoder of files stands between the two. Weights are rounded to half precision
first, as the files hold them.
"""

import json
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from demo_model.decoder import Decoder
from demo_model.pixels import as_batch, normalise
from demo_model.tokeniser import Tokens
from demo_model.tower import SIZE, Projector, Tower

ROWS = (0, 9, 36, 63)
"""Of the photo's 64 rows, those that are written down."""
EVERY = 7
"""One logit in so many is written down."""
KEY = '{"product_name": "'


def picture(size: int) -> NDArray[np.uint8]:
    """Two ramps and a chequered channel: ``(size, size, 3)`` uint8."""
    rows, columns = np.indices((size, size))
    return np.stack([rows * 2 % 256, columns * 2 % 256, (rows // 16 + columns // 16) % 2 * 255], -1).astype(np.uint8)


def write(path: Path, tower: Tower, projector: Projector, decoder: Decoder, tokens: Tokens) -> None:
    """Write the tokens, some of the photo's rows, and some logits behind the first field's key."""
    for module in (tower, projector, decoder):
        _halve(module)
    before, after = tokens.before_photo(), [*tokens.after_photo(), *tokens.of(KEY)]
    with torch.inference_mode():
        photo = torch.from_numpy(picture(SIZE))[None]
        rows = projector(tower(normalise(as_batch(photo))))
        told = [decoder.embedding(torch.tensor([part])) for part in (before, after)]
        logits = decoder.logits(decoder(torch.cat([told[0], rows, told[1]], 1))[0, -1])
    figures = {
        "key": KEY,
        "before": before,
        "after": after,
        "rows": {str(row): _rounded(rows[0, row]) for row in ROWS},
        "best": int(logits.argmax()),
        "every": EVERY,
        "logits": _rounded(logits[::EVERY]),
    }
    path.write_text(json.dumps(figures, separators=(",", ":")) + "\n", encoding="utf-8")


def _halve(module: nn.Module) -> None:
    for weights in module.parameters():
        if weights.dim() > 1:
            weights.data = weights.data.half().float()


def _rounded(values: torch.Tensor) -> list[float]:
    return [round(float(value), 4) for value in values]
