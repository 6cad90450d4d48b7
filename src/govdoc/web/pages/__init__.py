"""One record per page, built from the model; the templates read its fields and decide nothing."""
