"""Constants that the accurate scheme shares between Python and C: see native/accurate.h."""

from __future__ import annotations

#: Highest power of time in the series; `step_length` takes the root of this degree, and `value`
#: sums four terms at a time.
ORDER = 12
#: Size of the last term of the series (mV) per step, where v changes by less than 1 mV/ms; scales
#: with the rate of v where it changes faster, since only times matter there.
TOLERANCE = 1e-8
#: Rate of v (mV/ms) beyond which it no longer scales.
FASTEST = 1e4
#: With more than this many spikes within 1 ms, the neuron runs away.
MAX_SPIKES_PER_MS = 100
#: v slides along the switch of a drive if it would otherwise return within this time (ms).
SLIDING = 2e-2
#: Longest step of sliding while the current changes, ms.
SLIDING_STEP = 0.1
#: A crossing of the switch within this time (ms) of the beginning of a step is ignored.
SHORTEST = 1e-9
#: A crossing counts as located when the next correction is this fraction of the step: third order.
NARROW = 1e-7
#: Bit pattern of 1.0, as an integer.
ONE = 0x3FF0000000000000
#: Outcomes of a run.
ARRIVED, PAUSED, FULL, ENDLESS, DIVERGED = range(5)
