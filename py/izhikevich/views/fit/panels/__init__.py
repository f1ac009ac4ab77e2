"""The panels of the Fit view: each file declares and builds one."""
