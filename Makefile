# Each target is tools/course.py, which needs only Python; without make: python3 tools/course.py lab
PYTHON ?= $(shell command -v python3 || command -v python || echo python3)

.PHONY: help lab check test lock notebooks site bench present clean
help:
	@$(PYTHON) tools/course.py --help

lab check test lock notebooks site bench present clean:
	@$(PYTHON) tools/course.py $@ $(ARGS)
