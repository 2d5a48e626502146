"""What a product card is, and what may happen to a product."""
