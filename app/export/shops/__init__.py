"""How shops lay out a product: their columns, and as many rows as its pictures need.

Columns are those of the shops' own imports as of November 2026, and only those about which a card says something: a
column that is not there is left in the shop as it is, an empty one may wipe it. Nothing is shown to customers by an
import: products come in hidden, without a price.
"""
