"""What the colours of a photo are called, and what that says of a card's colour. Knows colours, no pixels."""
