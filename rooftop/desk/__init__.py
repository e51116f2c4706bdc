"""What the company sees of its programme: whom it may ask, and what became of it. Nothing here is
ever published.
"""
