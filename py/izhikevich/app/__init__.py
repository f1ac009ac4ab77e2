"""What the page asks Python, and what it is answered.

`izhikevich.app.protocol` has the messages that both sides send, `schema` what the page builds
itself from, `respond` the answers to states, `console` runs the reader's code, `files` writes and
reads files, and `worker` does one after the other as the page asks for it.
"""

from izhikevich.app.respond import at_once, default_answer, respond

__all__ = ["at_once", "default_answer", "respond"]
