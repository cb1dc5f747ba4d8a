"""Finds what was declared, so that nobody keeps a list: today the skills."""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType

from skills.contracts import Skill
from storage.errors import BotError


class TwoOfOneName(BotError):
    """Two skills were declared under one name."""


def find_skills(package: ModuleType) -> dict[str, Skill]:
    """The skills declared in the folders of a package, by name. Raises TwoOfOneName."""
    found: dict[str, Skill] = {}
    places: dict[str, str] = {}
    for module in pkgutil.iter_modules(package.__path__, package.__name__ + "."):
        if not module.ispkg:
            continue
        for skill in _declared(importlib.import_module(module.name)):
            if found.setdefault(skill.name, skill) is not skill:
                raise TwoOfOneName(
                    f"Two skills are called {skill.name!r}: one in {places[skill.name]}, one in {module.name}. "
                    "Nothing was started. Give one of them another name."
                )
            places.setdefault(skill.name, module.name)
    return found


def _declared(module: ModuleType) -> list[Skill]:
    return [value for value in vars(module).values() if isinstance(value, Skill)]
