"""What lasts: products, photos, cards, jobs and their history, in one database."""
