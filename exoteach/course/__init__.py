"""Questions, grading, slips and progress: everything about learning that needs no widget."""
