"""Synapses that learn in Brian2, run in its environment: ``brian2_learning.py IN.json OUT.json``.

Spikes and rules are given; what is written are the weights at the end. Times are steps.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import brian2 as b  # type: ignore[import-not-found,unused-ignore]
import numpy as np


def learned(job: dict[str, Any]) -> list[float]:
    """Return the weights of one job after its steps, and one more."""
    b.start_scope()
    b.prefs.codegen.target = "numpy"
    dt = job["dt"] * b.ms
    b.defaultclock.dt = dt
    names = {name: value * b.Unit(1) for name, value in job["names"].items()}
    names.update({name: value * b.ms for name, value in job["times"].items()})
    parts = []

    def spikes(of: str, size: int) -> Any:
        steps, neurons = job[of]
        parts.append(b.SpikeGeneratorGroup(size, neurons, np.array(steps) * dt))
        return parts[-1]

    pre = spikes("pre", job["n_pre"])
    if "scaling" in job:
        rows = np.zeros((job["steps"] + 2, job["n_post"]))
        rows[tuple(job["post"])] = 1.0
        names["now"] = b.TimedArray(rows, dt=dt)
        equations = "da/dt = -a / tau : Hz\ndlacking/dt = rate * Hz - a : 1"
        post = b.NeuronGroup(
            job["n_post"],
            equations,
            threshold="now(t, i) > 0.5",
            reset="a += 1 / tau",
            method="rk4",
        )
        # Here a step begins with what is there of it before its spikes: that of the first is one
        # too many.
        post.lacking = -float(names["rate"]) * float(dt)
    else:
        post = spikes("post", job["n_post"])
    synapses = b.Synapses(
        pre,
        post,
        job["model"],
        on_pre=job["on_pre"],
        on_post=job["on_post"] or None,
        method=job["method"],
    )
    synapses.connect(i=job["i"], j=job["j"])
    synapses.w = job["w"]
    synapses.pre.delay = np.array(job["delays"]) * dt
    parts += [post, synapses]
    if "rewards" in job:
        reward = b.Synapses(spikes("rewards", 1), synapses, on_pre="d_post += release")
        reward.connect()
        parts.append(reward)
    if "scaling" in job:
        period = job["scaling"] * dt
        synapses.run_regularly(
            "w = clip(w * (1 + beta * lacking_post), low, high)",
            dt=period,
            when="groups",
            order=1,
        )
        post.run_regularly("lacking = 0", dt=period, when="groups", order=2)
    b.Network(*parts).run((job["steps"] + 1) * dt, namespace=names)
    found: list[float] = np.asarray(synapses.w).tolist()
    return found


if __name__ == "__main__":
    given, result = map(Path, sys.argv[1:])
    jobs = json.loads(given.read_text(encoding="utf-8"))
    result.write_text(json.dumps([learned(job) for job in jobs]), encoding="utf-8")
