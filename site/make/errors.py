"""What ends a build."""


class BuildError(Exception):
    """The build cannot go on; the message says why and what to do."""
