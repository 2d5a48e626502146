"""Whether two photos are the same picture, by their pixels alone: no model, no download.

A *print* (:mod:`inference.likeness.prints`) is a few hundred bits by which, among many photos, those are found that may
show the same picture: at another size, recompressed, with a part cut off, mirrored. Whether one does is then looked at
closely (:mod:`inference.likeness.agreement`): both are laid over each other and compared where they overlap.
"""

from inference.likeness.agreement import Agreement, Placement, compare
from inference.likeness.prints import EDITION, MIRROR, WINDOWS, Frame, Print, print_of

__all__ = ["EDITION", "MIRROR", "WINDOWS", "Agreement", "Frame", "Placement", "Print", "compare", "print_of"]
