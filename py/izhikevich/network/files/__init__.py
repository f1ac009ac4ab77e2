"""A network and its state as one file: how it is written, and how it is read again."""
