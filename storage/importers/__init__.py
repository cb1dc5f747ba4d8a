"""Importing what a CRM exports: CSV files and a mapping that says which column feeds which field."""

from storage.importers.listing import fields_text, listed_fields
from storage.importers.mapping import Mapping, load_mapping
from storage.importers.report import FileReport, ImportedNote
from storage.importers.running import run_import
from storage.importers.suggesting import suggest_mapping

__all__ = [
    "FileReport",
    "ImportedNote",
    "Mapping",
    "fields_text",
    "listed_fields",
    "load_mapping",
    "run_import",
    "suggest_mapping",
]
