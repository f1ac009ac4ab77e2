"""What golden links open to. For a new version of links: ``python -m tests.golden FILE`` with
their texts, one on a line, prints what belongs in tests/data/links/VERSION.json.
"""

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
from izhikevich.export.computed import computing
from izhikevich.export.formats import FORMATS, read
from izhikevich.export.runs import run_arrays
from izhikevich.links import read_link
from izhikevich.progress import finish


def opened(link: str) -> dict[str, Any]:
    """Open a link and return what its spikes are."""
    asked = read(read_link(link)[0], FORMATS["npz"])
    finish(computing(asked, ()))
    run = finish(run_arrays(asked))
    times = np.round(np.asarray(run["spike_times"]) * 1e4).astype(np.int64)  # 0.1 microseconds
    neurons = np.asarray(run["spike_neurons"]).astype(np.int64)
    return {
        "view": asked.view,
        "preset": asked.preset,
        "notes": len(asked.notes),
        "spikes": int(times.size),
        "first": [round(float(time), 4) for time in run["spike_times"][:5]],
        "digest": hashlib.sha256(times.tobytes() + neurons.tobytes()).hexdigest()[:16],
    }


if __name__ == "__main__":
    texts = Path(sys.argv[1]).read_text(encoding="utf-8").split()
    found = ",\n".join(json.dumps({"link": link, **opened(link)}) for link in texts)
    print(f"[\n{found}\n]")
