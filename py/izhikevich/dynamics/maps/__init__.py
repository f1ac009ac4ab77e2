"""Maps: of resets, of regimes and of basins of attraction."""
