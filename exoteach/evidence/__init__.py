"""The only reader of ``data/``: tables, rows, sources, quoted facts, course texts, still pictures."""

from exoteach.evidence.cite import Fact, Source, cite, fact, source
from exoteach.evidence.folder import DataError, Plain, UnknownId, data_folder, numbers, read_text, row, rows, still, table

__all__ = [
    "DataError", "Fact", "Plain", "Source", "UnknownId", "cite", "data_folder", "fact", "numbers",
    "read_text", "row", "rows", "source", "still", "table",
]  # fmt: skip
