"""A question as words: tokens with their place in the text, stems, and the words that carry no meaning of their own."""

from __future__ import annotations

import re
from dataclasses import dataclass

from storage.names import fold


@dataclass(frozen=True)
class Token:
    """A word or mark. `key` is folded without possessive, `stem` also without plural ending. A token that stands for a
    saying has the keys of its words in `heard`."""

    text: str
    key: str
    stem: str
    start: int
    end: int
    possessive: bool = False
    heard: tuple[str, ...] | None = None

    @property
    def plural(self) -> bool:
        return self.key != self.stem or PLURAL_OF_LETTERS.fullmatch(self.text) is not None


def tokenize(text: str) -> list[Token]:
    """The tokens of a text in order, hyphenated words kept together unless both halves stand alone (`e-mail`)."""
    tokens = []
    for match in re.finditer(r"[^\s]+", text):
        for part in _split(match.group()):
            start = match.start() + part[1]
            tokens.append(_token(part[0], start))
    return tokens


_PIECES = re.compile(r"\w+(?:[.@'’:/+-]\w+)*%?|[€$£]\d[\w.,'’]*|[^\w\s]", re.UNICODE)
_NUMBER = re.compile(r"[€$£]?\d[\d.,'’]*(?:\s?(?:k|m|mn|mio|bn|b))?%?", re.IGNORECASE)


_ABBREVIATED = re.compile(r"(?<=[^\W\d_])\.-(?=[^\W\d_])")
"""What joins an abbreviation to the word after it: `St.-Afra`."""


def _split(word: str) -> list[tuple[str, int]]:
    found: list[tuple[str, int]] = []
    word = _ABBREVIATED.sub("  ", word)
    position = 0
    while position < len(word):
        number = _NUMBER.match(word, position)
        if number and number.end() > position and _ends_well(word, number.end()):
            end = number.end()
            while end - position > 1 and word[end - 1] in ".,'’":
                end -= 1
            found.append((word[position:end], position))
            position = end
            continue
        if word[position] == " ":
            position += 1
            continue
        piece = _PIECES.match(word, position)
        assert piece is not None or word[position] == "_"
        end = piece.end() if piece else position + 1
        text = word[position:end]
        if "-" in text and not any(one.isdigit() for one in text) and "@" not in text and len(text) > 6:
            offset = position
            for half in text.split("-"):
                found.append((half, offset))
                offset += len(half) + 1
        else:
            found.append((text, position))
        position = end
    return found


def _ends_well(word: str, end: int) -> bool:
    return end >= len(word) or not (word[end].isalnum() or word[end] in "-/:@+_")


def _token(text: str, start: int) -> Token:
    key = fold(text).replace("’", "'")
    possessive = key.endswith("'s") or key.endswith("'")
    if possessive:
        key = key.removesuffix("'s").removesuffix("'")
    key = key.replace("'", "")
    key = SHORT_FORMS.get(key, key)
    if PLURAL_OF_LETTERS.fullmatch(text):
        key = key[:-1]
    return Token(text, key, stem(key), start, start + len(text), possessive)


PLURAL_OF_LETTERS = re.compile("[A-Z]{2,}s")
"""`VPs`, `EBs`, `CFOs`"""


def spoken(token: Token) -> bool:
    """A word or number, no mark: "us -" is not US."""
    return any(one.isalnum() for one in token.key) or token.key in ("%", "$", "€", "£")


def stem(word: str) -> str:
    """A word without its plural ending: `industries` -> `industry`, `companies` -> `company`, `cases` -> `case`."""
    if len(word) <= 3 or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes", "zes", "tuses", "nuses", "ruses")):
        return word[:-2]
    if word.endswith("s"):
        return word[:-1]
    return word


SHORT_FORMS = {
    short: word
    for word, forms in {
        "how": "hw hwo",
        "what": "wht waht wat wats",
        "which": "wich whcih whic wihch",
        "who": "woh",
        "have": "hv hav",
        "can": "cn",
        "anyone": "ne1",
        "customer": "cust custmer",
        "many": "mny mani",
        "with": "wth wit",
        "them": "em",
        "economic": "econ",
        "without": "wo w/o witout",
        "about": "abt",
        "because": "bc cuz",
        "people": "ppl peeps peple",
        "account": "accnt acc acct",
        "accounts": "accnts accs accts",
        "customers": "custs custmers",
        "opportunity": "oppty",
        "opportunities": "oppties opptys",
        "deals": "dealz",
        "employees": "emps emplyees employes",
        "revenue": "rev revs revnue revenu",
        "average": "avg avrg",
        "percent": "pct prct",
        "manager": "mgr mngr",
        "marketing": "mktg mkting",
        "management": "mgmt mgt",
        "meeting": "mtg",
        "meetings": "mtgs",
        "number": "nbr num",
        "price": "prce",
        "contract": "ctrct",
        "currently": "curr",
        "today": "2day tdy",
        "tomorrow": "tmrw tomorow tmr",
        "before": "b4",
        "you": "u",
        "your": "ur",
        "are": "r",
        "please": "pls plz",
        "than": "thn",
        "this": "ths",
        "the": "teh",
        "could": "cld cud",
        "and": "n +",
        "somewhere": "smwhere",
        "group": "grp",
        "yesterday": "yday",
        "year": "yr",
        "years": "yrs",
    }.items()
    for short in forms.split()
}
"""How chat shortens or misspells the words that questions are made of."""


_SUFFIXES = (
    "ity",
    "ance",
    "ancy",
    "ence",
    "als",
    "al",
    "ations",
    "ation",
    "ings",
    "ing",
    "ments",
    "ment",
    "ed",
    "er",
    "ers",
    "es",
    "s",
    "ly",
    "ion",
    "ions",
    "e",
)


_IRREGULAR = {
    form: base
    for base, forms in {
        "leave": "left leaves leaving",
        "buy": "bought buys buying",
        "sell": "sold sells selling",
        "win": "won wins winning",
        "lose": "lost loses losing loss",
        "choose": "chose chosen chooses choice",
        "build": "built builds building",
        "meet": "met meets",
        "grow": "grew grown growth",
        "begin": "began begun",
        "pay": "paid pays payment",
        "spend": "spent spends spending",
        "break": "broke broken",
        "go": "went gone",
        "send": "sent sends",
        "keep": "kept keeps",
        "hold": "held",
        "write": "wrote written",
        "run": "ran runs running",
        "speak": "spoke spoken",
        "drive": "drove driven",
        "rise": "rose risen",
        "fall": "fell fallen",
        "get": "got gotten",
        "know": "knew known",
        "find": "found",
        "feel": "felt",
        "lead": "led",
        "decide": "decision decided deciding",
        "complain": "complaint complaints complained",
        "move": "moved moving migration",
    }.items()
    for form in forms.split()
}


_AMERICAN = re.compile(r"(?<=[yi])z(?=e|i|a)")
"""`analyzer` and `analyser`, `organization` and `organisation` are one word."""


def root(word: str) -> str:
    """A coarse root, to tell whether two forms of one word meet (`renewing`, `renewal`): never shown."""
    word = _AMERICAN.sub("s", _IRREGULAR.get(word, word))
    for suffix in sorted(_SUFFIXES, key=len, reverse=True):
        if word.endswith(suffix) and len(word) - len(suffix) >= 4:
            return word[: -len(suffix)]
    return word


STOPWORDS = frozenset(
    """
    a about across actually after again against all alle already als also altogether am among amongst an and any
    anybody anyone anything anyway apart approx approximately are around as asap at atm auf be became becoming been
    before behind bei being belong belongs between bit bitte books both breakdown bring brings broken brought btw
    but buying buys by came can cheers column columns combined come comes contain contains could count cover covered
    currently d das data date dates days dem den der des detail details did die display do does done down due each
    eg ein eine einem einen einer eines either else end ended ends entire entries entry etc ever every everybody
    everyone everything exactly expected far few figure figures file find for from fur fyi gave gerade get getting
    gimme give gives giving go goes going gonna got gotta gotten haben had half half-way happen happens has hasnt
    hat have having he held hello help her here hers hey hi him his hold holds how hows i if im in info information
    inside instead into is ist it its ive just key kind know landed latest-ever least less let lets like list live
    ll locate located log logged look looking lookup lot lots m made main major make makes many may maybe me
    meanwhile might mine moment momentan more most much must my name named names need never new-ish no nobody none
    nor not now number oder of off ok okay on once one ones only or order ordered our ours out over overall overview
    per per-cent please pls plz possibly precisely pretty pull put quick quickly r rank ranked ranking rather re
    really record records respectively right rn roughly run rundown running runs s same say scheduled see shall she
    show since sind sit sits sitting slated so sofar some somebody someone something sort sorted speak speaking
    speaks split stand standing standings stands sth still stuff sum supposed t take takes tally tell than thank
    thanks that thats the their theirs them then there theres these they theyre thing things this those through thru
    thx time times to today together too total turned typically u und under uns unser unsere until up ur us use used
    using usual usually ve versus via von vs w w/ wanna want was way ways we were weve what whats whatve when where
    wheres which while who whole whom whos whose why wie will wir with within without wo wonder wondering working
    would yet you your yours youve zu zum zur
    """.split()
)
"""Words that may be left over without a part of the question having been missed."""

LIGHT = frozenset(
    """
    aber absolutely accidentally accordingly accumulate accumulated accumulates accumulating accurate accurately
    act acted acting acts actual add added adding additionally adds adjust adjusted adjusting adjusts admittedly
    afaik affect affected affecting affects afterall aha ahead aim aimed aiming aims alas allegedly allocate
    allocated allocates allocating alright also altogether always am amazingly amounted amounting an anyhow
    apiece apparently appear appeared appearing appears applied applies apply applying appreciate appreciated
    approach approached approaches approaching arguably asap ask asked asking asks assign assigned assigning
    assigns associate associated associates associating assume ate atm attach attached attaches attaching
    attribute attributed attributes attributing auf averaging avons awesome awfully babe ballpark base based
    bases basically basing bear bearing bears because bei beim believe belong belonged belonging belongs bitte
    blah blanked bloody bloss bore boring borne bother bothered bothering bothers break breaking breaks briefly
    bring bringing brings bro broadly broke broken brought btw buddy bunch calculate calculated calculates
    calculating calling came carried carries carry carrying casually categorise categorised categorises
    categorising categorize categorized categorizes categorizing cause caused causes causing certainly check
    cheers chez classified classifies classify classifying clear clearly clue coffee combine combined combines
    combining come comes coming commonly comparison complete completely comprise comprised comprises comprising
    conceivably concern concerned concerning concerns confirm connect connected connecting connects consequently
    consider considerably considered considering considers consist consisted consisting consists constitute
    constituted constitutes constituting continually contribute contributed contributes contributing conversely
    correctly cos count counted counting counts coz crazy cross crossed crosses crossing crucially curiosity
    curious damn dans database dating db de deal dealed dealing dealt dear dearly deeply def define defined
    defines defining definitely deliberately dem denn depend depended depending depends derzeit des describe
    described describes describing designate designated designates designating desperately detail detailed
    detailing details did dig digging digs dinner display displayed displaying displays distinctly distribute
    distributed distributes distributing divide divided divides dividing do doch does doing done dos
    double-check doubt du dude dug dump easily eat eaten eben effectively efficiently eigentlich eigentliche
    einfach el en ended ending endlessly enormously enter entered entering enters entirely enumerate equal
    equaled equaling equals erm especially essentially est euch eventually evidently exact exceed exceeded
    exceeding exceeds excuse excuses exist existed existing exists expect expected expecting expects explicitly
    expressly extremely factually fairly fall fallen falling falls famously favor favour feature featured
    features featuring fell fetch figured figuring file filed files filing filled finally find finding finds
    fine firmly fix flag flagged flagging flags focus focused focuses focusing folks fondly forget forgot
    forgotten form formed forming fortunately found frankly fuck fuer fully fun funnily fur furthermore gain
    gained gaining gains gather gathered gathering gathers gave genau generally generate generated generates
    generating genuinely get gets gibt gibts gimme give given gives giving glad gladly go god goes going gone
    gos gosh got gotcha gotten grab greatly group grouped grouping groups guess guessing guys habe haben haha
    hand handle handled handles handling handy happen happened happening happens happily hat hatten have haved
    haves having hay heck heh held hell helpful hence hereby hit hits hitting hiya hmm hmmm hold holding holds
    holy honest honestly hooray hope hopefully hoping housekeeping hugely hurrah hurry idea ideally ideas
    identified identifies identify identifying ignore ihr ihre ihren ihrer im imagine immensely implied implies
    imply implying importantly incidentally include included includes including incredibly indeed indicate
    indicated indicates indicating inevitably inherently ins insgesamt instance instantly intentionally
    interestingly involve involved involves involving ironically ish ist itself jeez join joined joining joins
    keep keeping keeps kept kick kind kinda kindly known la label labeled labeling labels lad ladies lain landed
    landing las lately lay laying lazy le leave legitimately lemme les lie lies liing likewise lil link linked
    linking links list listed listing lists literally little lol look looked looking looks loosely los lots love
    lovely luckily luv lying mad made maintained make makes making mal mark marked marking marks massively match
    matched matches matching mate matter maybe mean meaning means meant meantime measure measured measures
    measuring memory mentally mercifully mhm mildly mind minute mix modestly moment momentan momentarily
    moreover mr mrs ms msg mutually nah name named namely names naming naturally nearly neat necessarily need
    needed needing needs nevertheless nice nicely noch nochmal nonetheless nope normally nos notably noticeably
    notre nous nuestra nuestras nuestro nuestros numbered obviously occur occured occuring occurs oddly ofc
    ofcourse offered offhand oh omg oops openly ordinarily originally originate originated originates
    originating other others ouch overall painfully particularly patiently percent perfectly perhaps personally
    phew pick picked picking picks place placed places placing plainly play playing plays please point pointed
    pointing points politely pop poped poping pops populated possess possessed possesses possessing possible
    possibly posted practically precisely preferably present presented presenting presently presents presumably
    pretty principally print prob probably probs produce produced produces producing promise proper properly
    provide provided provides providing pull pulled pulling pulls purely put puts putting quantity que quickie
    quite raise raised raises raising ran range ranged ranges ranging rank ranking rapid rapidly rather reach
    reached reaches reaching reading real really reasonably reckon record recorded recording records
    refer referred referring refers reflect reflected reflecting reflects refresh regarding regardless register
    registered registering registers relate related relates relating relatively reliably reluctantly remain
    remained remaining remains remarkably remember remind reminder reportedly represent represented representing
    represents require required requires requiring respectfully rest rested resting rests result resulted
    resulting results retrieve return returned returning returns rightly rough roughly run running runs rush
    sadly safely same sat saw scan schon screw search see seem seemed seeming seemingly seems seen sees seing
    sensibly separate separated separates separating seriously serve served serves serving set setting settle
    sheer sheet shit shortly shout show showing shown shows similarly simple simply sincerely sind single sir
    sit sits sitting slacking slightly smoothly smth solidly somehow sometime somewhat somewhere sont soon sorry
    sort sorted sorting sorts sowie spare specially specific specifically specified spit split splits splitting
    spot spread spreading spreads squarely stack stacked stacking stacks stand standing stands stare stated stay
    stayed staying stays stem stemmed stemming stems sth stick still stood store stored stores storing straight
    strangely stupid submit submits submitted submitting substantially suddenly summed summing sums super
    supplied supplies supply supplying supposedly sure surely surprisingly swear system tab table tag tagged
    tagging tags take taken takes taking talking tallied tallies tally tallying tbh technically tell telling
    tells tempted tend tended tending tends tenemos tentatively terribly thankful thankfully thanks thankyou
    themselves thereby therefore think thinking tho thoroughly though thought throw thus thx tidy tie ties
    tightly tiing til tired tldr told tonight took totaled totaling totally totals trace traced traces tracing
    track tracked tracking tracks tragically transparently treat treated treating treats tremendously truly
    truthfully try trying turn turned turning turns tying typical typically uberhaupt ubrigens ugh uh ultimately
    um understand understandably undoubtedly unfortunately unless uns unsere unserem unseren unserer unseres
    unsure unusually up-to-date urgent urgently use used usefully uses using utterly vaguely varied varies vary
    varying vastly verily view viewed viewing views virtually visibly vom vs wait waiting want wanted wanting
    wants war waren watch wegen well went whatever whatsoever whenever whereas whereby wherever whichever
    whoever whole whomever wild willingly wir wise wisely wish wohl wonderful wonderfully wondering woohoo work
    worked working works worryingly wow wrong wtf yay yeah yep yes yo yup zudem zum zur
    """.split()
)
"""Words of talk, and verbs that only connect ("marked as", "attributed to"): they may be left over too, but keep their
weight in a search of notes."""
