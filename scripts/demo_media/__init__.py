"""The pictures of the demo community, as drawings."""
