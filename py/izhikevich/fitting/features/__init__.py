"""Features of a recording, named and defined as in eFEL."""

from izhikevich.fitting.features.table import FEATURES, FeatureTable, features

__all__ = ["FEATURES", "FeatureTable", "features"]
