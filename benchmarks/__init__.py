"""Measures Rooftop beside other generators of static sites, on the same made-up community."""
