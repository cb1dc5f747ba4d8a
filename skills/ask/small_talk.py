"""Messages that ask nothing: greetings, thanks, "what can you do?"."""

from __future__ import annotations

import re
from typing import Literal

from skills.contracts import Option, Reply
from storage.lexicon import Lexicon

Talk = Literal["greeting", "thanks", "help"]

_LONGEST = 80
"""Characters of a message that is no question."""
_TO_WHOM = r"(?:[ ,]+@?(?:abmbot|bot|there|team|all|everyone|everybody|folks|guys|again|mate))?"
_PLEASED = r"(?:(?:ok(?:ay)?|great|perfect|cool|nice|awesome|super|wonderful|got[ ]it|good|alright|amazing)[ ,.!]*)*"
_SAID: dict[Talk, str] = {
    "greeting": rf"""(?: (?:good[ ])? (?:morning|afternoon|evening|day) | h(?:i|ey|ello|owdy|iya) | yo | hallo
            | moin | servus | bonjour | salut | hola | guten[ ](?:tag|morgen|abend) | how[ ]are[ ]you(?:[ ]doing)?
            | what'?s[ ]up ) {_TO_WHOM}""",
    "thanks": rf"""{_PLEASED}
            (?: (?:many[ ]|big[ ])? thanks (?:[ ](?:a[ ](?:lot|bunch)|(?:so|very)[ ]much|again))?
            | thank[ ]you (?:[ ](?:so[ ]much|very[ ]much|again))? | thx | ty | cheers | danke(?:[ ]schön)? | merci
            | gracias | ok(?:ay)? | got[ ]it ) (?:[ ]for[ ](?:that|this|(?:the|your)[ ]help))? {_TO_WHOM}""",
    "help": r"""(?:please[ ])? (?: help(?:[ ]me)? | hilfe | usage | examples?
            | what[ ](?:else[ ])?can[ ](?:you|i|we)[ ](?:do|ask(?:[ ]you)?|help(?:[ ]me)?[ ]with)(?:[ ]for[ ](?:me|us))?
            | what[ ]do[ ]you[ ]do | what[ ]are[ ]you(?:[ ]for)? | who[ ]are[ ]you | was[ ]kannst[ ]du
            | how[ ](?:do|does|can)[ ](?:i|you|it|this)[ ]
              (?:work|help|use[ ](?:you|this|it)|ask(?:[ ]you)?(?:[ ](?:a[ ]question|something))?) )""",
}
_PATTERNS = {talk: re.compile(pattern, re.IGNORECASE | re.VERBOSE) for talk, pattern in _SAID.items()}


def small_talk(text: str) -> Talk | None:
    """What a message that asks nothing is, None for a question. One without a word, or an emoji, asks for help."""
    if len(text) > _LONGEST:
        return None
    said = " ".join(re.sub(r":\w+:|[^\w\s'@,.!-]|_", " ", text).split()).strip(" ,.!-")
    if not said:
        return "help"
    return next((talk for talk, pattern in _PATTERNS.items() if pattern.fullmatch(said)), None)


def small_reply(talk: Talk, lexicon: Lexicon) -> Reply:
    """A word back, with questions that this store can answer: buttons to begin with."""
    if talk == "thanks":
        return Reply("clarify", "thanks, no question", "You're welcome. Ask on whenever you like.")
    options = _examples(lexicon)
    if not options:
        text = "I answer questions about accounts, but nothing that you may see is imported yet (`abmbot import`)."
        return Reply("clarify", "no question yet", text)
    text = (
        "Ask me in a sentence about accounts, their people, deals and activities, or about what the notes say. "
        "For example:"
    )
    return Reply("clarify", "no question yet", text, options=options)


def _examples(lexicon: Lexicon) -> tuple[Option, ...]:
    accounts = sorted(key for key in lexicon.names if key[0] == "accounts" and key[1] not in lexicon.apart)
    questions = []
    if accounts:
        name = lexicon.names[accounts[0]]
        questions += [f"Who owns {name}?", f"What do the notes say about {name}?"]
    if "opportunities" in lexicon.filled:
        questions += ["Which open deals close this month?", "What are the 5 largest open deals?"]
    return tuple(Option(one, one) for one in questions)
