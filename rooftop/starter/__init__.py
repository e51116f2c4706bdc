"""The repository of a community of one's own: written once, and brought to each later version."""
