"""``fichario serve`` and ``fichario worker``."""
