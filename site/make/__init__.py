"""How the explorer is put together: standard library only, one step per module."""
