"""The panels of the Ensemble view: each file declares and builds one."""
