"""The errors a user can meet. Each says what happened, what was left unchanged and what to do.

BotError
├── DatabaseUnavailable    the database cannot be opened, is locked or is read-only
├── ImportFailed           an import was turned away; nothing of it is visible
│   └── MappingInvalid     the mapping file is wrong
├── NotesFailed            notes could not be read or indexed
│   ├── ModelMissing       the embedding model is not installed or not the expected one
│   └── IndexOwned         another process owns the embedded index
├── UnknownAccount         a named account is not in the store (or not visible)
├── UnknownPerson          an asker is not among the people
├── SettingsInvalid        a setting has a value that cannot work
└── SlackUnreachable       Slack refused the tokens or could not be reached
"""


class BotError(Exception):
    """Something a user should be told in a sentence."""


class DatabaseUnavailable(BotError):
    """The database cannot be opened, is locked, is read-only or is newer than this program."""


class ImportFailed(BotError):
    """An import was turned away; nothing of it is visible."""


class MappingInvalid(ImportFailed):
    """The mapping file is not valid: unknown table, field or option."""


class NotesFailed(BotError):
    """Notes could not be read or indexed."""


class ModelMissing(NotesFailed):
    """The embedding model is not installed, or its file is not the one that was tested."""


class IndexOwned(NotesFailed):
    """Another process owns the embedded index."""


class UnknownAccount(BotError):
    """A named account is not in the store, or not visible to this audience."""


class UnknownPerson(BotError):
    """An asker is not among the people of the store."""


class SettingsInvalid(BotError):
    """A setting has a value that cannot work."""


class SlackUnreachable(BotError):
    """Slack refused the tokens or could not be reached."""
