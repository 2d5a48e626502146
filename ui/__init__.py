"""Qt widgets over any Pydantic model; knows neither the application nor inference.

Source strings are Portuguese, the product's first language; English comes from ``resources/translations``.
"""
