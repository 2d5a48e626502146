"""A model that fills any Pydantic model from photos.

Knows GGUF files, photos and JSON Schemas; knows neither the application, nor what a product is, nor (but for one
module, :mod:`inference.qthread`) Qt.
"""
