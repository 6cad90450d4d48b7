"""Which required item a file of evidence serves; knows two records, no database."""
