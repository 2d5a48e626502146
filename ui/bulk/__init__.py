"""One change to many products: what is wanted, and what would become of each."""
