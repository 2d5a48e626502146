"""Checks before approval: what a reviewer is pointed to in a card. Knows neither catalogue nor window.

A check is a small pure function over a card; what it finds are marks, and no mark blocks typing or approving.
"""
