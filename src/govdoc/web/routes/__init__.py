"""The addresses, one module for each page."""
