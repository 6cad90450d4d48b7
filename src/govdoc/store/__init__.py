"""The workspace: everything govdoc remembers, in one SQLite file through sqlite-utils."""
