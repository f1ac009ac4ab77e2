"""The parts of Pyodide itself that `site/worker.py` uses."""

from typing import Protocol

class _Heap(Protocol):
    length: int

class _Module(Protocol):
    HEAPU8: _Heap

_module: _Module
