"""The rows of a custom network: what their texts mean, and the parts of a network they make."""
