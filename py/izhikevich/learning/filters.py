"""Exponential traces: spikes filtered by a synapse or a leaky readout."""

from __future__ import annotations

from math import exp

from izhikevich._typing import FloatArray


def decay(tau: float, dt: float) -> float:
    """Return the factor by which a trace with time constant `tau` decays in a step, both ms."""
    return exp(-dt / tau)


def trace(x: FloatArray, factor: float, out: FloatArray) -> FloatArray:
    """Write y[t] = factor y[t - 1] + x[t] into `out` (which may be x): each spike adds 1.

    Parameters
    ----------
    x, out : array, shape (steps, ...)
    factor : float
        See `decay`.
    """
    if out is not x:
        out[...] = x
    for t in range(1, len(out)):
        out[t] += factor * out[t - 1]
    return out


def trace_backward(gradient: FloatArray, factor: float, out: FloatArray) -> FloatArray:
    """Write the gradient by x, given that by the trace of x: the same filter, backwards in time."""
    trace(gradient[::-1], factor, out[::-1])
    return out
