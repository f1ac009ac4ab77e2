"""Cell types and firing patterns with published parameters."""
