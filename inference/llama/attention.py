"""How attention is computed, by where the model runs.

On graphics cards flash attention is the faster way, and is left to the runtime. On processors the runtime's flash
attention goes through a batch's rows and heads one after the other, and reads what heads share again for each of them;
two plain matrix products take less time, as long as no row is multiplied with the cells of other answers (each slot has
cells of its own), and keep the scores of all rows of a batch for all its slot's cells in memory. So there batches are
cut into smaller ones: that costs no time, since 128 rows keep a processor as busy as 512, and less memory than the
larger batch's logits took.
"""

from dataclasses import dataclass

import llama_cpp

from inference.llama.options import LoadOptions
from inference.llama.weights import Pair

LARGEST = 512
SMALLER = 128  # a chunk of a prompt


@dataclass(frozen=True, slots=True)
class Attention:
    """What a context is made with.

    Attributes:
        kind: ``llama_flash_attn_type``.
        rows: Tokens that are evaluated at the same time at most.
    """

    kind: int = llama_cpp.LLAMA_FLASH_ATTN_TYPE_AUTO
    rows: int = LARGEST


def attention_of(options: LoadOptions, pair: Pair, *, graphics: bool) -> Attention:
    """The faster way.

    Args:
        options: How the model is loaded.
        pair: Its headers.
        graphics: Whether the runtime can compute on a graphics card.
    """
    if (graphics and options.gpu_layers != 0) or pair.whole_photos:
        return Attention()
    return Attention(llama_cpp.LLAMA_FLASH_ATTN_TYPE_DISABLED, SMALLER)
