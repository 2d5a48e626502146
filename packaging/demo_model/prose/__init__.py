"""Portuguese product cards in any number, from which the demo model's decoder learns to write.

:func:`card` writes one. The words lie in ``data/*.toml``; the code only joins them so that a card contradicts nothing
and repeats nothing. Knows no photo: whatever it says holds for every product of the type in that colour.
"""

from demo_model.prose.kinds import agreed
from demo_model.prose.writing import card, title

__all__ = ["agreed", "card", "title"]
