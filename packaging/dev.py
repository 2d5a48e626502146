"""Set up, run and test Fichário: ``python3 packaging/dev.py run`` and ``python3 packaging/dev.py test``.

This file only checks the Python that reads it, in words that an old one understands too; the work is in ``devkit/``.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - the reader of this line may be older than the project allows
    sys.exit(
        "Fichário precisa do Python 3.11 ou mais novo; este é o {0}.{1}. / "
        "Fichário needs Python 3.11 or later; this is {0}.{1}.".format(*sys.version_info[:2])
    )

from devkit.main import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
