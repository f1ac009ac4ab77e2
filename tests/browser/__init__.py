"""The built page in real browsers, with every other host out of reach."""
