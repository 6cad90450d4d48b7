"""govdoc: government notices and the evidence handed in under them."""
