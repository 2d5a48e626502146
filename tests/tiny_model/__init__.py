"""A LLaVA-shaped model of a few megabytes with random weights, made anew wherever a test needs one."""

from tests.tiny_model.pair import make_pair, make_projector, make_text

__all__ = ["make_pair", "make_projector", "make_text"]
