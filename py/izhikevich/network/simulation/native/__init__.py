"""Networks in the compiled engine."""
