"""The handbook: reference pages made from the code, and the site that shows them."""
