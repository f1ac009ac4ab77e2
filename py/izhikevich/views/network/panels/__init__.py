"""The panels of the Network view: each file declares and builds one."""
