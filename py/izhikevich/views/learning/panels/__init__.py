"""The panels of the Learning view: each file declares and builds one."""
