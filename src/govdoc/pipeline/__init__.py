"""Use cases shared by the command line and the workbench: records in, records out, nothing printed."""
