"""The compiled engine: the network's time loop in C, with the bits of the numpy engine.

The same C source is a shared library on CPython and a WebAssembly side module in the page; where
neither can be loaded, everything runs in numpy, which is the reference. `selected` tells which
engine runs, and `use` chooses.
"""

from izhikevich.engine.choice import Steps, selected, stepper, use, why_not

__all__ = ["Steps", "selected", "stepper", "use", "why_not"]
