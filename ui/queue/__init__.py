"""The list of products: a model over any source of rows, its painter and its view."""
