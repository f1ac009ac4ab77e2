"""The build of the explorer: standard library only, one step per module."""
