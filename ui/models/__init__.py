"""The model manager: which models there are, which fit, and what can be done with each. It knows nobody."""
