"""The workbench: pages on which reviewers do the work, over the same use cases as the command line."""
