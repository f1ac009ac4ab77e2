"""The error that ends a build."""


class BuildError(Exception):
    """The build cannot continue; the message says why and what to do."""
