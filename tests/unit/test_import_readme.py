"""The mapping that the README shows is one that works."""

import re
from pathlib import Path

from storage.importers.mapping import parse_mapping

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")


def test_the_mapping_of_the_readme_is_sound():
    (shown,) = re.findall(r"```yaml\n(.*?)```", README, re.DOTALL)
    deals = parse_mapping(shown).for_file("opportunities_2026.csv")
    assert deals.first_of == {"close_date": ("Closed On", "Expected Close Date")}


def test_the_readme_says_what_an_import_does_not_do():
    told = " ".join(README.split())
    assert "rows that were deleted in the CRM stay" in told
    assert "To start over" in told
