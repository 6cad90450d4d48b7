"""The workspace: SQLite through sqlite-utils."""
