"""Document text in, `Notice` records out; knows no files, no database, no clock."""
