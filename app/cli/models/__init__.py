"""``fichario models``: what is installed and offered, installing, adding, checking, removing, choosing."""
