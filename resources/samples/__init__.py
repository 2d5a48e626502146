"""Photos of products to try Fichário with."""
