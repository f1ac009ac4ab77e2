"""Build, serve, test and measure the Izhikevich explorer; needs nothing but Python 3.11 or later.

python build.py           make dist/site/ and dist/izhikevich-explorer.html
python build.py serve     the same, then show it in the browser
python build.py test      check and test everything, browsers included
python build.py bench     print the figures of speed and size
python build.py pictures  take the pictures of the README
"""

from __future__ import annotations

import sys
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036 - an older Python gets a message, not a traceback
    sys.exit(f"Python 3.11 or later is needed; this is {sys.version.split()[0]}.")

sys.path.insert(0, str(Path(__file__).parent / "site"))

from make.command_line import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
