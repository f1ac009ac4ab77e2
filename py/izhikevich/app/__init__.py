"""The interface between the page and Python.

`izhikevich.app.protocol` defines the messages that both sides send, `schema` the data from which
the page is built, `respond` the answers to states, `console` runs the reader's code, `files` writes
and reads files, and `worker` processes the page's requests one after the other.
"""

from izhikevich.app.respond import at_once, default_answer, respond

__all__ = ["at_once", "default_answer", "respond"]
