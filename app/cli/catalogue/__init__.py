"""``fichario catalogue``: a catalogue as a whole, moved to a server and back."""
