"""Every text a language model is given: one Markdown file each, filled by `render`.

A placeholder stands alone on its line, `{{question}}`. What takes its place is data, in a fence that the data cannot
close: the fence is longer than any run of backticks inside it.
"""

from __future__ import annotations

import re
from importlib import resources

_PLACEHOLDER = re.compile(r"^\{\{([a-z_]+)\}\}$", re.MULTILINE)


class UnknownPrompt(LookupError):
    """No prompt has this name."""


class PromptMismatch(ValueError):
    """A prompt and the values given for it do not fit, or its file holds a placeholder that nothing can fill."""


def names() -> tuple[str, ...]:
    """The names of all prompts, sorted."""
    files = (file.name for file in resources.files(__name__).iterdir())
    return tuple(sorted(name.removesuffix(".md") for name in files if name.endswith(".md")))


def placeholders(name: str) -> tuple[str, ...]:
    """The values that the prompt `name` takes, in the order of its text. Raises UnknownPrompt, PromptMismatch."""
    return tuple(_PLACEHOLDER.findall(_read(name)))


def render(name: str, **values: str) -> str:
    """The prompt `name` with each of its placeholders filled by the value of that name, as fenced data.

    Line ends become `\\n` and a NUL the replacement character; nothing else of a value is changed.
    Raises UnknownPrompt, and PromptMismatch where values are missing or left over.
    """
    wanted = set(placeholders(name))
    missing, unknown = sorted(wanted - values.keys()), sorted(values.keys() - wanted)
    if missing or unknown:
        raise PromptMismatch(f"prompt {name}: missing values {missing}, unknown values {unknown}")
    return _PLACEHOLDER.sub(lambda found: _fenced(found[1], values[found[1]]), _read(name))


def _read(name: str) -> str:
    if name not in names():
        raise UnknownPrompt(f"there is no prompt {name!r}; there are {', '.join(names())}")
    text = resources.files(__name__).joinpath(f"{name}.md").read_text(encoding="utf-8")
    left = _PLACEHOLDER.sub("", text)
    if "{{" in left or "}}" in left:
        raise PromptMismatch(f"prompt {name}: a placeholder stands alone on its line, as {{{{name}}}} in small letters")
    return text


def _fenced(label: str, value: str) -> str:
    body = value.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
    longest = max((len(run) for run in re.findall("`+", body)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{label}\n{body}\n{fence}"
