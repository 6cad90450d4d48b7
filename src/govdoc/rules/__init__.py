"""Vocabulary that staff may edit, as TOML rows, and its loader."""
