"""Build, serve, test and measure the Izhikevich explorer; needs nothing but Python 3.11 or later.

python build.py           make dist/site/ and dist/izhikevich-explorer.html
python build.py serve     the same, then show it in the browser
python build.py test      check and test everything, browsers included
python build.py bench     print the figures of speed and size
python build.py wheels    make wheels of the package for Linux, macOS and Windows, and sources
python build.py release   make all that is published, from a tag
python build.py messages  put new messages into the catalogues; with a code, begin a language
python build.py pictures  take the pictures of the README and of the card
"""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

if __name__ == "__main__" and __spec__ is not None:
    # `python -m build` in this folder finds this file; the tool of that name was meant.
    here = Path(__file__).resolve().parent
    sys.path[:] = [place for place in sys.path if Path(place).resolve() != here]
    try:
        runpy.run_module("build", run_name="__main__", alter_sys=True)
    except ImportError:
        sys.exit("There is no tool `build` here: `pip install build`, or `python build.py wheels`.")
    sys.exit()

if sys.version_info < (3, 11):  # noqa: UP036 - an older Python gets a message, not a traceback
    sys.exit(f"Python 3.11 or later is needed; this is {sys.version.split()[0]}.")

sys.path.insert(0, str(Path(__file__).parent / "site"))

from make.command_line import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
