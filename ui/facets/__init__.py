"""The left column: saved filters, facets with their counts, and the batch at its foot."""
