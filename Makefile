# Everything is done by make.py, so that it runs without make too.
PYTHON ?= python3

.PHONY: demo test lint bench schemas
demo test lint bench schemas:
	@$(PYTHON) make.py $@
