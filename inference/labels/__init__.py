"""Text on products: what is written in a photo, and where.

Reading is done by PP-OCR (Cui et al. 2025, *PaddleOCR 3.0 Technical Report*) through ``rapidocr`` and ``onnxruntime``,
which are optional: without them nothing here can read, and everything else works. Knows nobody.
"""
