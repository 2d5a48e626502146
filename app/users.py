"""Who works with the program: until there are accounts, whoever the operating system says."""

import getpass


def user_name() -> str:
    """The name under which the system knows the person; empty where it knows none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # before Python 3.13 it depends on the system which of them
        return ""
