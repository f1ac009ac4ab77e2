"""``python -m izhikevich LINK``."""

import sys

from izhikevich.cli.main import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
