"""Use cases without a face: intake, generation, review, export. Window, terminal and server run these same ones."""
