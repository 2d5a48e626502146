"""Fichário: product photos in, reviewed product cards out.

The application knows everyone; it is the only place that knows what a product card is.
"""
