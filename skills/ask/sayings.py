"""How people say things in sales talk, beside the plain words that are understood: data, by concept.

A saying stands for plain words: "who is on the hook for Halden" is "who owns Halden". In a saying `a|b` is a choice,
a word with `?` may be missing, `*` is a gap of up to three words that comes back where the plain words have `*`, `**`
one of up to eight, and `$` is the end of a clause.
Values, labels and names of the store keep their meaning: what such a stretch holds or cuts is no saying.
"""

from __future__ import annotations

from skills.ask.deal_sayings import COMPETITORS, DEALS, DUE, KINDS, LOST, OPEN, WON, Sayings

_RUNS = "runs|handles|manages|leads|holds|keeps|has"
_CHECK = "cheque|cheques|check|checks|budget"

_OWNERS: Sayings = (
    (
        "owns",
        (
            "is|are? on the hook for",
            "is|are in charge of|for|at",
            "takes|take care of",
            "is|are taking care of",
            "is|are looking after",
            "is|are responsible for",
            "is|are accountable for",
            "is|are the? responsible person|rep for",
            f"{_RUNS} the account of|for|at",
            f"{_RUNS} the relationship with|to|at",
            "is|are running the account of|at",
            "holds|has the reins at",
            "is our man|woman|guy|person|rep|colleague at|for|on|in",
            "is the account manager for|of|at",
            "is the rep for|on|at|of",
            "do i? turn to about|for",
            "betreut bei uns eigentlich?",
            "betreut eigentlich?",
            "ist bei uns? zustandig|verantwortlich fur",
            "kummert sich bei uns? um",
            "soccupe de",
            "est responsable|charge de",
            "lleva|gestiona a?",
            "es responsable de",
        ),
    ),
    ("who owns", ("whose account|customer|client|patch is", "wem gehort")),
    ("who owns *", ("wer ist fur * zustandig|verantwortlich",)),
    (
        "who is the manager of *",
        ("who does * report|answer to", "to whom does * report|answer", "who is * reporting to"),
    ),
    ("who is the manager of *", ("whose team is * in|on",)),
    ("boss", ("higher up|ups", "superior", "vorgesetzter|vorgesetzte")),
    (
        "reports to",
        (
            "works|work|working under",
            "is|are working under|for",
            "answers|answer|answering to",
            "is|are managed|led by",
        ),
    ),
    ("plate", ("on his|her|their plate|desk|hands",)),  # whose, is not said: not to be understood
    ("of *", ("on * plate|desk|hands",)),
    ("does * have", ("has|have|does|did * got|have on|in his|her|their plate|desk|hands|book|books|portfolio",)),
    ("has", ("has|got on|in his|her|their plate|desk|hands|book|books|portfolio",)),
    ("marketer of", ("who does|handles|runs the? marketing for|at",)),
)

_CUSTOMERS: Sayings = (
    (
        "customers",
        (
            "paying customers|clients|accounts",
            "existing|current customers|clients|accounts",
            "customer|client base",
            "accounts|companies|firms|those that|who|which buy|bought|purchase from us",
            "accounts|companies|firms that|who|which pay us",
            "kunden|bestandskunden|kundschaft",
            "clientes|clients existants?",
        ),
    ),
    (
        "former customers",
        (
            "ex customers|clients",
            "former|past|previous|old|erstwhile clients|customers",
            "lost|churned customers|clients|accounts",
            "customers|clients|accounts|companies that|who|which? churned",
            "customers|clients|accounts|companies that|who|which have churned|left us",
            "customers|clients|accounts|companies that|who|which left us",
            "customers|clients that|who|which are gone",
            "customers|clients that|who|which are no longer with us|customers",
            "ehemalige|fruhere|verlorene kunden",
            "anciens clients",
            "antiguos clientes",
        ),
    ),
    ("prospects", ("prospective|would be|potential customers|clients|buyers", "interessenten")),
)

_CONTACTS: Sayings = (
    ("contacts", ("contact persons|people", "counterparts", "opposite numbers", "known faces|people|names", "leute")),
    ("contacts at", ("who is our contact|counterpart at", "who are our people|contacts|counterparts at")),
    ("do we know", ("wen? kennen wir", "connaissons nous", "conocemos")),
    (
        "who have not left",
        (
            "who|that are still there",
            "who|that are still around|active|employed",
            "who|that are still in|with the? place|office|company|job|role|firm|them",
            "who|that still work there|here",
            "who|that have|has not|nt left yet?",
            "who|that havent left yet?",
            "not counting|including those|people|anybody|anyone|the ones who|that have? left|gone|moved",
            "without|excluding|minus|except|ignoring those|people|anybody|anyone|the ones? who|that have? left|gone",
            "people|contacts|those who|that have? left excluded|aside|apart|out",
            "leavers|ex employees excluded|aside|out",
            "without|excluding|minus leavers",
            "ohne die? ausgeschiedenen|ausgeschiedene|ehemaligen",
        ),
    ),
    (
        "left",
        (
            "left|quit|changed|switched their|the company|employer|firm|organisation|organization|job|jobs",
            "jumped ship",
            "no longer there|with them|with the company|employed|employed there",
            "not there any? more|anymore|longer",
            "not work there any? more|anymore|longer",
            "handed in their notice",
        ),
    ),
    (
        "opted out",
        (
            "asked us? to stop marketing|mailing|emailing|contacting|writing|sending to? them?",
            "asked us? to stop sending * mail|mails|emails|newsletters",
            "asked us? not to mail|email|contact|write|market them?",
            "asked to be left alone|out",
            "asked to be removed|taken off",
            "told|asked us to leave them alone",
            "do|does not want to? get|receive|have? any? our? mail|mails|email|emails|marketing|newsletter|newsletters",
            "dont|doesnt want any? our? mail|mails|email|emails|marketing|newsletter|newsletters",
            "dont|doesnt want to be contacted|mailed|emailed|marketed to?",
            "must|should not be? mail|email|mailed|emailed",
            "refuse|refused our? marketing|mail|mails|emails",
            "not to be mailed|emailed|contacted",
        ),
    ),
    (
        "is the economic buyer",
        (
            f"signs|sign|signing off? the|on {_CHECK}",
            "holds|has|controls|keeps the purse|purses strings?",
            "holds|controls the money|budget",
            "has the last|final say|word",
            "makes the final|buying|purchase|purchasing decision|call",
        ),
    ),
    ("economic buyers", ("purse holders", "budget holders|owners", "cheque|check signers|writers")),
    (
        "is the champion",
        (
            "is|are fighting|rooting|pushing|lobbying|campaigning for us",
            "is|are backing us",
            "fights|roots|pushes|lobbies for us",
            "backs|supports us",
            "is|are in our corner|camp",
            "is|are on our side",
            "is|are our ally|friend|advocate|supporter|sponsor|fan",
        ),
    ),
    ("champions", ("allies|advocates|supporters|fans of ours", "our allies|advocates|supporters|fans|friends")),
    (
        "is the blocker",
        (
            "is|are? standing|stands|stand in our|the way",
            "is|are in our way",
            "is|are blocking|opposing|sabotaging|torpedoing us|it|this",
            "is|are blocking|opposing|sabotaging|torpedoing the",
            "blocks|opposes us",
            "is|are|works|work against us",
            "is|are working|fighting|lobbying against us",
            "is|are not on our side",
        ),
    ),
    ("blockers", ("our enemies|opponents|adversaries", "opponents of ours", "nay|no sayers")),
    ("c level contacts", ("c levels", "c suite|level|levels people|folks|contacts|execs|executives", "c suite|suites")),
)

_TOUCHES: Sayings = (
    (
        "without activity",
        ("with nothing logged|recorded|entered|happening", "without anything logged|recorded|entered"),
    ),
    (
        "without activity",
        ("where nothing was|is|has been? logged|recorded|entered", "with no logged activity|activities"),
    ),
    ("without activity", ("with no sign of life", "where nothing happened", "with no touches at all")),
    ("without activity", ("that|which|who were|was not touched|contacted", "we have not touched|contacted at all?")),
    ("gone quiet", ("gone off the radar|grid", "fallen|fell silent|quiet", "ghosted|ghosting us", "been radio silent")),
    (
        "gone quiet",
        (
            "gone|went completely|totally|very|rather|pretty|awfully|suspiciously quiet|dark|silent|cold on? us?",
            "gone|went quiet|dark|silent|cold on us",
        ),
    ),
    (
        "gone quiet",
        ("radio silence", "went off the radar|grid", "dropped off the radar", "gone to sleep", "nodded off"),
    ),
    ("meetings did", ("visits did",)),
    ("meetings * did", ("visits * did|made|paid|had",)),
    ("meetings", ("customer|client|onsite|personal visits", "on site visits", "face to face meetings", "sit downs")),
    ("meetings", ("termine|besuche|besprechungen", "reunions|rendezvous", "reuniones")),
    ("met", ("sat|sit down with", "got together with", "had a meeting with", "met up? with")),
    ("calls", ("anrufe|telefonate", "appels", "llamadas", "phone conversations", "telephone calls")),
    ("last activity", ("last time we|anyone|anybody|someone touched|contacted|spoke|talked with|to?",)),
    ("emails", ("e mails",)),
)

_MARKETING: Sayings = (
    ("attended", ("showed|shown|turned|turn|show up at|for|to|in", "came along to", "took part in|at")),
    ("attended", ("participated in|at?", "made it to", "were present at", "dropped by|in at?", "sat in on")),
    ("attendees", ("participants", "teilnehmer", "turnout")),
    ("cost", ("set|sets us back", "cost us", "did we blow|shell|fork out? on|for", "come|came to us at")),
    ("cost of", ("how expensive was|were", "how pricey was|were", "what did we pay|spend for|on")),
    ("with intent signals for", ("surging|surge on|for|around", "researching", "reading up on", "showing interest in")),
    (
        "support cases",
        ("trouble|service|helpdesk tickets", "tickets|cases with support", "support tickets|issues|requests"),
    ),
    ("support cases", ("issues|problems raised|reported|logged with|to support", "reported problems|issues")),
    ("source", ("came to us through|via|from", "found us through|via", "heard of us through|via|from")),
)

_COMPANIES: Sayings = (
    (
        "how many employees",
        ("how many heads|souls|workers|staff|staffers|hands", "how many people are|is employed|working at|by"),
    ),
    ("how many employees does * have", ("how many people does * employ|have|count", "how big a team does * have")),
    ("how many employees does * have", ("how strong is * in terms of headcount", "how many does * employ")),
    ("how big is", ("how big|large a company|firm|business|outfit|player is",)),
    (
        "when was * founded",
        ("how long has|have * been around|about|existed|there", "since when does|has * existed|exist"),
    ),
    ("when was * founded", ("how long has|have * been in business", "how long has|have * existed")),
    ("when was * founded", ("wann wurde * gegrundet",)),
    ("when was * founded", ("when was * established|incorporated", "what year was * founded")),
    (
        "where is * based",
        ("where do|does * sit|live|reside", "where do|does * have its|their|his seat|home|hq|headquarters"),
    ),
    ("where is * based", ("where is * at home", "where is * situated|located|seated|domiciled|headquartered|housed")),
    (
        "where is * based",
        ("what city|town is * in",),
    ),
    (
        "where is * based",
        ("in which|what city|town is * based", "wo|without ist * ansassig"),
    ),
    ("who is the parent of *", ("which|what group does|is * belong|part to|of", "which|what group is * in|with")),
    (
        "who is the parent of *",
        ("what company does * belong to", "who does * belong to"),
    ),
    ("who is the parent of *", ("what company|group does * belong to",)),
    (
        "who is the parent of *",
        ("is * part of a? bigger|larger? group|family|company", "which family does * belong to"),
    ),
    (
        "city of",
        ("where is the? headquarters|hq|seat|home|base of", "wo|without sitzt|sitzen", "ou se trouve", "donde esta"),
    ),
    ("parent of", ("whose daughter|subsidiary|child is", "zu wem gehort")),
    ("parent of", ("zu welcher|welchem gruppe|konzern|unternehmen gehort",)),
    ("parent", ("parent house", "mother house|firm", "holding above")),
    ("subsidiaries", ("daughter firms", "tochter|tochterfirmen|tochtergesellschaften|tochterunternehmen", "filiales")),
    ("former name", ("used to go by another|a different? name", "used to be called|named|known as?")),
    (
        "former name",
        ("previously|formerly|once known as|called|named", "old|earlier|original names|name", "past name|names"),
    ),
    ("former name of *", ("what was * called before|earlier|previously|formerly|once", "how was * called before")),
    (
        "former name of *",
        ("what did * use to be called", "what was * name before", "wie hiess * fruher", "what did * go by before"),
    ),
)

_FIGURES: Sayings = (
    ("earliest", ("longest ago", "least recently", "furthest|farthest back|ago|away", "the longest time ago")),
    ("the most", ("the? most often|frequently", "the? most times")),
    ("latest", ("most recently", "least long ago")),
    ("largest", ("most valuable|sizable|sizeable", "chunkiest")),
    ("smallest", ("least valuable",)),
    ("how many", ("what number of", "how high is the number of", "whats the count of", "what is the count of")),
    (
        "how many",
        ("a count of", "the count of", "total no of", "how great is the number of", "how large is the number of"),
    ),
    ("how many", ("wie viel|viele an", "cuantos|cuantas hay", "combien y a t il de")),
    ("what share of", ("how big|large a chunk|slice|percentage|fraction of", "what chunk of", "welcher anteil der?")),
    ("price of", ("how pricey|expensive is",)),
    ("more than", ("mehr als", "plus de", "mas de", "well over")),
    ("less than", ("weniger als", "moins de", "menos de", "well under")),
    ("at least", ("mindestens", "au moins", "al menos", "no fewer than")),
    ("at most", ("hochstens", "au maximum", "a lo sumo")),
    ("largest", ("grosste|grossten|grosster|grosstes", "plus grand|grande|grands|grandes", "mas grande|grandes")),
    ("smallest", ("kleinste|kleinsten|kleinster",)),
    ("average", ("durchschnittlich|durchschnittliche|durchschnittlicher|durchschnitt", "moyenne", "promedio")),
    (
        "what is",
        ("wie hoch ist|sind", "wie lautet|heisst", "wie gross ist|sind der?", "quel est", "cual es", "was ist|kostet"),
    ),
    ("pay us", ("pay|pays|paying us for? it? a|per|each|every year|annum", "pay|pays|paying us annually|yearly")),
)

_DETAILS: Sayings = (
    (
        "discount",
        ("come|came|go|went|gone down from the? list price?", "price cut|cuts|reduction|reductions", "rebate|rebates"),
    ),
    ("discount", ("knock|knocked|take|took off the list? price", "rabatt|rabatte|nachlass")),
    ("without", ("sans|sin", "with nil")),
    ("no close date", ("no closing|expected date", "without a? closing|expected date", "no date to close")),
)

_FIRMS = "accounts|companies|firms|organisations|organizations|businesses"
_CLIENTS = "customers|clients"
_POST = "job|post|company|employer|role"
_PEOPLE = "contacts|people|persons|stakeholders"
_MONEY = "money|budget|budgets|funds|funding|spend|spending|purse|cash"
_PAYER = (
    f"signs|sign|signing off? the|on|about|for? {_MONEY}",
    f"decides|decide|deciding about|on|over the {_MONEY}",
    f"approves|approve|approving the {_MONEY}",
    f"releases|release|controls|control|holds|hold|grants|grant|authorises|authorizes the {_MONEY}",
    f"is sitting|sits on the {_MONEY}",
    f"has|holds the {_MONEY}",
    "has|have to sign off?",
    "makes|takes the decision|decisions",
    "pays in the end",
    f"gives the? go|green ahead|light for|on the {_MONEY}",
)
_BACKER = (
    "speaks|stands|sticks|speak|stand|stick up for us",
    "puts|put in? a good word in? for us",
    "is our biggest|best|greatest fan|supporter|ally|friend|advocate",
    "likes us",
    "goes|go to bat for us",
    "wants|want us to win|succeed",
    "is|are on our side",
    "is|are backing|supporting|championing us",
    "backs|back|supports|support|champions|champion us",
    "is|are fighting|pushing|rooting|cheering for us",
    "fights|pushes|roots|cheers for us",
)
_OPPONENT = (
    "is|are against it|this|that",
    "is|are against the|this deal|project|idea|plan",
    "is the|our biggest|main|worst|fiercest opponent|adversary|enemy|critic|detractor",
    "is in opposition",
    "is|are resisting",
    "says|say no",
    "is saying no",
    "is|are against us",
    "is|are opposing|resisting it|this|that|us",
    "opposes|oppose|resists|resist it|this|that|us",
    "puts|put up resistance",
    "is|are dragging his|her|their|the feet",
    "wants|want to stop|block|kill us|it|this|that",
    "does not|nt want us|it",
    "doesnt want us|it",
    "dislikes|dislike us|it|this",
    "could|would|might|may|can block|stop us|it",
    "is|are sceptical|skeptical of|about us|it",
)
_NOT_KNOWN = (
    "without knowing who|whom",
    "without anybody|anyone|someone|somebody|a|any person? who|that",
    "where we|nobody|noone|you do|does not|nt know|knows who|whom",
    "where we|you dont know who|whom",
    "where nobody|noone knows|know who|whom",
    "where it is|its unclear|unknown|open who|whom",
)


def _not_known(role: str, does: tuple[str, ...]) -> Sayings:
    """Sayings for deals in which nobody is known that `does` something."""
    return tuple((f"without {role}", tuple(f"{start} {one}" for one in does)) for start in _NOT_KNOWN)


_ROLES: Sayings = (
    ("is the economic buyer", _PAYER),
    ("is the champion", _BACKER),
    ("is the blocker", _OPPONENT),
    *_not_known("economic buyer", _PAYER),
    *_not_known("champion", _BACKER),
    ("without *", ("where|which the|their|its * is|are|was missing|unknown|unclear|lacking",)),
    ("without", ("where|which we lack|miss an|a|any|the", "where|which lack|lacks|miss an|a|any|the")),
    ("without champion", ("where we have no|nt? friend|ally|supporter|advocate",)),
    (
        "without champion",
        ("where we have nobody|noone fighting|rooting|pushing for us", "where we have nobody on our side"),
    ),
)

_ASIDE_KINDS: Sayings = tuple(
    line
    for kind in ("renewals", "expansions")
    for line in (
        (
            f"without {kind}",
            (
                f"{kind} aside|apart|excluded|omitted|excepted|disregarded|exempt",
                f"{kind} are|being? left|taken|kept|put out|aside",
                f"{kind} out $",
                f"{kind} not included|counted|in|considered",
                f"{kind} do|does not count",
                f"{kind} dont|doesnt count",
                f"leaving|leave|leaves|keeping|keep|setting|set|putting|put the|all|any? {kind} out|aside",
                f"leaving|leave|leaves|keeping|keep|setting|set|putting|put out|aside the|all|any? {kind}",
                f"skip|skipping|forget|forgetting|drop|dropping|ignore the|all|any? {kind}",
                f"but? not including|counting the|any? {kind}",
                f"but not the|any? {kind}",
            ),
        ),
        (
            f"{kind} included",
            (
                f"{kind} too|also|alike",
                f"{kind} as well",
                f"{kind} and all",
                f"{kind} count|counted|counting too|also|as well?",
                f"counting|also the? {kind}",
                f"{kind} are? not left out",
            ),
        ),
        (f", {kind} included", (f", together? with the? {kind} $", f", plus the? {kind} $")),
    )
)

_ANY_STAGE: Sayings = (
    (
        "deals",
        (
            f"{DEALS} , in|at|from? all|any|every stage|stages",
            f"{DEALS} in|at|of|from all|any|every stage|stages",
            f"{DEALS} , whatever|regardless|irrespective|whichever of? the? stage",
            f"{DEALS} , no matter the|what|which stage",
            f"{DEALS} , early|earlier stages|ones|phases included|too|as well?",
            f"{DEALS} , including|with early|earlier stages|phases",
        ),
    ),
    (
        "deals **",
        (
            f"{DEALS} ** , in|at|from? all|any|every stage|stages",
            f"{DEALS} ** in|at|of|from all|any|every stage|stages",
            f"{DEALS} ** , whatever|regardless|irrespective|whichever of? the? stage",
            f"{DEALS} ** , early|earlier stages|ones|phases included|too|as well?",
            f"{DEALS} ** , including|with early|earlier stages|phases",
        ),
    ),
    ("deals ** , renewals included", (f"{DEALS} ** , renewals and early|earlier stages|phases|ones included|too",)),
    ("deals , renewals included", (f"{DEALS} , renewals and early|earlier stages|phases|ones included|too",)),
)

_DESK = "plate|desk|hands|book|books"
_PASS = "pass|put|forward|hand|send|connect|transfer|refer"
_OWNERS += (
    (
        "owns",
        (
            "is|are at the wheel for|at|of",
            "is|are the go to person|guy|man|woman|contact for|at",
            "is|are the|our go-to person|guy|man|woman|contact for|at|on",
        ),
    ),
    ("owns", ("is|are our point|go person|man|guy|woman|contact for|at|on", "is the point person|man for|at|on")),
    (
        "who owns",
        ("who deals|dealing with", "who is dealing with", "who is working|works on", "who is on the case at|for"),
    ),
    ("who owns", ("who|whom should|do|can|must|could i|we talk|speak|write to|with about|regarding",)),
    *(
        line
        for noun in ("deals", "opportunities", "opps", "accounts", "customers", "renewals")
        for line in (
            (
                f"number of {noun} by owner",
                (f"who has|have|owns|runs|holds how many {noun} on|in? their|his|her|the? {_DESK}?",),
            ),
            (
                f"number of * {noun} by owner",
                (f"who has|have|owns|runs|holds how many * {noun} on|in? their|his|her|the? {_DESK}?",),
            ),
        )
    ),
    ("who owns", ("who minds|covers|serves",)),
    ("who owns", ("whose baby|responsibility|turf is", "who do|should|can|must i|we go|turn to for|about|with")),
    ("who owns", ("who|whom do|should|can|must i|we ask|see about|regarding",)),
    ("who owns *", (f"who|whom should|shall|do|can|could|must|may i|we {_PASS} * on|through|over|along to?",)),
    ("which colleague", ("which|who of us|ours", "which of our own? people|team|guys|folks|lot")),
)

_CUSTOMERS += (
    (
        "customers",
        (
            f"{_FIRMS} that|which|who? are? already|currently|still? buying|purchasing from us",
            f"{_FIRMS} that|which|who? are? already|currently|still? doing|do business with us",
            f"{_FIRMS} that|which|who? are? already|currently|still with us",
            f"{_FIRMS} are with us",
            f"{_CLIENTS} (? only|just? the? current|existing|present ones? only? )?",
            f"{_CLIENTS} , only|just the? current|existing|present ones? only?",
            f"{_CLIENTS} , current|existing|present ones only",
        ),
    ),
    ("customers", (f"current|existing|present {_CLIENTS}",)),
    (
        "customers **",
        (
            f"{_CLIENTS} ** ( only|just? the? current|existing|present ones? only? )",
            f"{_CLIENTS} ** , current|existing ones only",
        ),
    ),
    (
        "former customers",
        (
            f"{_CLIENTS} that|which|who|have|has? walked|walk|went|gone|turned away",
            f"{_CLIENTS} that|which|who|have|has? jumped|jump ship",
            f"{_CLIENTS} that|which|who|have|has? turned their back|backs on|to us",
            f"{_CLIENTS} that|which|who|have|has? said|say goodbye",
            f"{_CLIENTS} that|which|who|have|has? quit|defected",
            f"{_CLIENTS} that|which|who|have|has? left $",
            f"{_CLIENTS} have|did|had we lost|lose $",
            f"{_FIRMS}|{_CLIENTS} that|which|who|have|has? stopped buying|purchasing from us",
            f"{_FIRMS}|{_CLIENTS} that|which|who? do not|nt buy|purchase from us any? more|anymore|longer",
            f"{_FIRMS}|{_CLIENTS} that|which|who? dont buy|purchase from us any? more|anymore|longer",
            f"{_FIRMS}|{_CLIENTS} that|which|who? no longer buy|purchase from us",
        ),
    ),
    (
        "are former customers",
        (
            f"used to be {_CLIENTS} of? ours|us?",
            "used to buy from us",
            f"are|is no longer {_CLIENTS} of? ours|us?",
            f"are|is|arent not? {_CLIENTS} of? ours|us? any? more|anymore|longer",
            f"were|was {_CLIENTS} once|before|formerly|previously|earlier",
            f"were|was once|formerly|previously {_CLIENTS}",
        ),
    ),
    (
        "are prospects",
        (f"could|might|may become {_CLIENTS}", "are we still? wooing|courting"),
    ),
    ("are not customers", ("have|has yet to buy|purchase from us|anything",)),
)

_NO_MARKETING = (
    "want|wants|wanted|wish|asked for? no|none more|further? of? our? advertising|marketing|mail|mails|mailings|ads",
    "want|wants|wanted|wish|asked for? no|none more|further? of? our? advertisements|newsletter|newsletters",
    "want|wants|wanted|wish|asked for? no|none more|further? of? our? email|emails|spam|promotion|promotions",
    "withdrew|withdrawn|revoked|retracted|cancelled|canceled their|the? consent|permission",
    "took|taken|take back their|the? consent|permission",
    "do|does|did not|nt want|wish to hear from us any? more|anymore|longer?",
    "dont|doesnt want|wish to hear from us any? more|anymore|longer?",
    "said|say|says no to our? marketing|advertising|mail|mails|mailings|newsletters|ads",
    "object|objects|objected to our? marketing|advertising|mail|mails|mailings|newsletters|ads",
    "want|wants|wanted off the|our mailing? list|lists",
    "told|asked us to stop writing|mailing|emailing|advertising",
    "asked|told us? to take|remove|strike them off|from the|our mailing? list|lists",
    "have|has had enough of our mail|mails|emails|marketing|newsletters|advertising",
    "do|does not|nt want to be bothered|disturbed|pestered|spammed",
    "dont|doesnt want to be bothered|disturbed|pestered|spammed",
    "opted out of our? marketing|mail|mails|mailings|emails|newsletters|advertising",
    "are|is off limits for marketing|mailings|mail",
)

_CONTACTS += (
    (
        "left",
        (
            "walked|stormed|marched out of their|the? company|firm|employer|job|place|organisation|office",
            "changed|switched|swapped jobs|job|employer|employers|sides",
            "said goodbye to their|the company|employer|firm|job",
            "turned their back|backs on their company|employer|firm",
            "took|taken their hat|leave",
        ),
    ),
    (
        "contacts left",
        (
            f"{_PEOPLE} that|who|have|has? walked|stormed out",
            f"{_PEOPLE} that|who|have|has? moved on",
            f"{_PEOPLE} that|who|have|has? moved|went|gone elsewhere|away",
            f"{_PEOPLE} that|who|have|has? stepped down",
            f"{_PEOPLE} that|who|have|has? retired|departed|resigned|quit from? their|the? {_POST}?",
            f"{_PEOPLE} are|is gone",
        ),
    ),
    ("opted out", _NO_MARKETING),
    ("opted out", tuple(f"told|informed us? that they|he|she {one}" for one in _NO_MARKETING)),
    ("* opted out", tuple(f"told|informed us? * that they|he|she {one}" for one in _NO_MARKETING)),
    (
        "which contacts opted out",
        (
            "who|whom are we not allowed|permitted to mail|email|contact|write|send|market marketing|mail|mails? to?",
            "who|whom may|must|can|should we not|never mail|email|contact|write|send|market marketing|mail|mails? to?",
        ),
    ),
    (
        "opted out",
        ("may|must|can|should we not|never write to", "may|must|can|should we not|never mail|email|market|contact"),
    ),
    ("opted out", ("are we not allowed|permitted to mail|email|contact|write|market to?",)),
)

_TOUCHES += (
    (
        "which accounts without activity",
        (
            "where has|have|had|did|was nothing at? all? been? happened|happen|moved|occurred|done|going on?",
            "where has|have it|things been? dead|so|very? quiet|silent",
            "where has|have|is|was there been? nothing at? all? going|happening on?",
            "where have|did we done|do nothing at? all?",
            "where have|did we not done|do anything at? all?",
        ),
    ),
    (
        "at which accounts without activity",
        ("at|in|with which|what accounts has|have|did nothing at? all? happened|happen",),
    ),
    (
        "without activity",
        (
            "have|did|has we|anybody|they been? neglected|neglecting|neglect|forgotten|forget|ignored",
            "that|which? we have|had? been? neglected|neglecting|forgot|forgotten|ignored",
            "have|did we left|leave alone",
            "have|did we let slide",
            "that|which? were|was|have? been? left untouched|alone|unattended",
            "that|which? have|has|had? been dead|so|very|completely? quiet|silent|idle|inactive",
            "that|which? have|has|had? been lying idle",
            "have|has|had heard nothing from us",
            "have|has|had not heard from us",
            "havent|hasnt heard from us",
            "did|do|does not hear anything? from us",
            "didnt hear anything? from us",
            "have|has seen no action|movement|attention",
            "that|which? got|had|received|saw no attention|action|movement",
            "that|which? went|gone without any? contact|attention|activity|touch",
            "where it has been quiet|silent",
            "where nobody|noone did|has|have done? anything",
        ),
    ),
    ("when was the last activity", ("when did anything|something|anybody|anyone last happen|occur",)),
    ("when was the last activity", ("when did we last do anything|something",)),
    ("when was the last activity", ("when was the last time anybody|anyone|someone|we did anything|something",)),
    ("disqualified", ("disqualify|disqualifying",)),
    ("converted", ("convert|converting",)),
    (
        "leads disqualified",
        (
            "leads did|have|had|that? we end|ended? up? rule|ruled|ruling|throw|threw|thrown|weed|weeded|kick|sort out",
            "leads that? were|was|got|have|has? been? ruled|thrown|weeded|sorted|kicked out",
            "leads did|have|had|that? we discard|discarded|reject|rejected|drop|dropped|dismiss|dismissed",
            "leads that? were|was|got|have|has? been? discarded|rejected|dropped|dismissed|binned",
            "leads that? were|are|turned out? to? be? useless|unfit|worthless|junk|duds",
            "leads that? were|are|turned out? to? be? no good|use",
            "leads that? led|went|go nowhere",
        ),
    ),
    ("leads converted", ("leads that? have|has? turned|turn into a? deal|deals|opportunity|opportunities",)),
    (
        "leads converted",
        ("leads that? have|has? became|become|made a|it? to? a? deal|deals|opportunity|opportunities",),
    ),
)

_MARKETING += (
    ("attendees", ("guests did? turn|turned|show|showed up in? the? end?", "guests came|attended|showed")),
    ("attended", ("turn|show|turned|showed up in the end", "put in an appearance")),
    ("cost of **", ("what did|do|does ** cost us", "what did|do|does ** set us back")),
    (
        "cost of",
        ("what was|is the bill for", "what did we lay out|pay for", "how much has|have|did we? sunk|sink into"),
    ),
    ("how much did * cost", ("how much have|has|did * swallowed|swallow|eaten|devoured|gobbled up?",)),
    ("cost the most", ("ate|eats|eaten|swallowed up? the? most money",)),
)

_NOUNS_ON_THE_ROAD = ("trucks", "lorries", "vehicles", "vans", "cars", "trailers")
_SITS = "sit|live|stay|reside|lie"
_MAY = "may|must|should|can|do|does|shall|is|has"
_STORE_DATA = "kept|stored|hosted|held|located|processed"
_COMPANIES += (
    ("by employees", ("in terms of people|heads|headcount|staff|workforce", "by heads|headcount")),
    ("has the * employees", ("employs|employ the? * people|staff|workers|hands",)),
    ("employees", ("people|staff|workers on the|its|their payroll", "people in its|their employ|employment")),
    (
        "has the lowest",
        ("is|are in the worst|poorest shape|state|condition|health if|when? you|we|i? go|going|judged? by|on",),
    ),
    (
        "has the highest",
        ("is|are in the best|finest shape|state|condition|health if|when? you|we|i? go|going|judged? by|on",),
    ),
    ("how many employees at", ("how many people are on the payroll of|at",)),
    ("how many employees does * have", ("how many people are on * payroll",)),
    (
        "total employees of *",
        (
            "how many people do|does * employ in total|all|together",
            "how many people do|does * employ together|altogether|combined",
        ),
    ),
    ("fewest employees", ("smallest team|crew",)),
    ("has the most employees", ("is the largest|biggest employer",)),
    (
        "how much does * pay us",
        (
            "how much do|does|did we get|earn|receive|make from|with|off * a|per|each|every year|annum",
            "how much do|does|did we get out of * a|per|each|every year|annum",
            "how much money|revenue|business? comes|come in from * a|per|each|every year|annum",
            "how much is * worth to us? a|per|each|every year|annum",
            "how much is * worth annually|yearly",
        ),
    ),
    (
        "what does * pay us",
        (
            "what is * worth to us? a|per|each|every year|annum",
            "what do|does we get|earn|receive|make from|with|off * a|per|each|every year|annum",
            "what do|does * bring us in? a|per|each|every year|annum",
        ),
    ),
    (
        "which procurement portal does * use",
        (
            "through|via|over which|what portal do|does * buy|order|purchase",
            "which|what portal do|does * buy|order|purchase through|via|over",
        ),
    ),
    ("does * have", ("has|have|did * signed|sign up for|to",)),
    ("what is the delivery time", ("how long do|does|must|will * have? to? wait for delivery|shipment|goods",)),
    ("oldest", ("most venerable|ancient",)),
    (
        "been around the longest",
        ("has|have the longest history|tradition", "goes|go back the? furthest|farthest|longest"),
    ),
    (
        "lowest health",
        ("in the worst|poorest|weakest|sorriest shape|state|condition|health",),
    ),
    ("lowest health", ("doing the? worst|poorest", "faring the? worst|poorest")),
    (
        "highest health",
        ("in the best|finest shape|state|condition|health",),
    ),
    (
        "what is the health score of *",
        ("what|which shape is * in",),
    ),
    ("what is the health score of", ("in what|which shape is", "how is the health of")),
    ("unhealthiest", ("sickest",)),
    (
        "what is the nps of *",
        (
            "how do|does|did|would|will the? people? at? * rate|score|grade us",
            "what rating|score|grade|mark|marks do|does|did * give|gives|gave us",
            "how many points do|does|did * give us",
            "how likely is|are * to recommend us",
            "would|does|do * recommend us",
        ),
    ),
    ("what is the nps of", ("how do they rate us at", "how are we rated at|by")),
    (
        "has the highest nps",
        ("rates|rate us the? highest|best|most", "gives|give us the best|highest|top rating|score|marks|grade"),
    ),
    ("has the highest nps", ("is|are the? most|likeliest likely? to recommend us",)),
    (
        "has the lowest nps",
        ("rates|rate us the? lowest|worst|least", "gives|give us the worst|lowest|poorest rating|score|marks|grade"),
    ),
    *((noun, (f"{noun} out? on the|our|its|their? road|roads",)) for noun in _NOUNS_ON_THE_ROAD),
    *(
        (f"{noun} does * have", (f"{noun} has|have|does|do * got|have|run|operate out? on the road|roads",))
        for noun in _NOUNS_ON_THE_ROAD
    ),
    (
        "which erp system does * have",
        (
            "what|which system|software|program|tool? do|does|is * run|running|keep its|their|the books on|in|with",
            "what|which system|software|program|tool? do|does * do its|their|the books on|in|with",
            "what|which erp system|software? is * on|running|using",
            "on|in what|which erp do|does * run",
            "what is * running|using for erp",
        ),
    ),
    (
        "what is the data residency of",
        ("where may|must|should|can|do|shall we have? to? host|store|keep|put|hold the? data of|from|for",),
    ),
    ("have erp system", ("run|runs|keep|keeps|do|does its|their|the books on|in|with",)),
    (
        "what is the data residency of *",
        (
            f"where {_MAY} * data have|allowed? to? {_SITS}|be|go {_STORE_DATA}?",
            f"where {_MAY} the data of|from * have|allowed? to? be? {_SITS}|{_STORE_DATA}",
            f"a? rule|rules about|on|for where * data may|must|should|can|has|have to? be? {_SITS}|{_STORE_DATA}",
            f"where do|does * want|need|require|insist|demand its|their data to be|sit|stay|live|reside {_STORE_DATA}?",
            f"in|which which|what|country country|region must|may|should|can the data of * {_SITS}|be {_STORE_DATA}?",
        ),
    ),
    (
        "use *",
        ("make|makes|force|forces us to? go|buy|sell through|via|over * when|if|to they|we? buy|sell|order|purchase",),
    ),
    ("which accounts use", ("where do|must we have? to? go|sell through|via|over",)),
    ("use", ("buy|buys|order|orders|purchase|purchases through|via",)),
    ("do we have with", ("have|did|do we agreed|agree|arranged|settled with|on|upon",)),
    ("do we have with", ("have|did|do we promised|promise|owe to?",)),
    (
        "when does the fiscal year of * end",
        (
            "when does|do|will|should * close|closes its|their|the books",
            "when do|does|are|will the|their books of? * close|closed",
            "when do|does * books close",
            "when will * have its|their? year end",
            "when does|do * have its|their? financial|fiscal? year end",
        ),
    ),
    (
        "when does the fiscal year end at",
        ("when do|does|are|will the books close|closed at|for|of|in", "when is year end at|for|of|in"),
    ),
    *(
        (f"1:{many}", (f"one to {said} treatment|handling|attention|care|programme|program?",))
        for many, said in (("1", "one"), ("few", "few"), ("many", "many"))
    ),
)

_DETAILS += (
    ("closes soonest", ("should|will|would|ought|to close first|soonest|earliest", "closes|close|closing first")),
    ("earliest", ("lie|lies|is|are|was furthest|farthest|longest back|ago",)),
    ("for which account is", ("for whom is|was|does|did|do|are",)),
    ("each", ("each|every one? of our|the",)),
    (
        "discount",
        ("discount are|do|did|have we|you giving|give|given|granting|grant|granted|offering|offer away?",),
    ),
    (
        "how much discount",
        (
            "how much do|did|are we|you giving|give|knock|knocking|take|taking away|off",
            "how much off do|are we give|giving",
        ),
    ),
    ("how much discount", ("how far do|did|are we come|came|coming|go|going down from|on|off the? list? price?",)),
    ("discount", ("percentage|percent|money off", "discounting", "price concession|concessions")),
    (
        "has the highest discount",
        ("are|do|did|have we giving|give|gave|given away the? most", "did|have we discount|discounted the? most"),
    ),
    (
        "has the highest discount",
        ("do|did|are|have we come|came|coming|gone|go down from|off the? list price? the? most|furthest",),
    ),
    (
        "number of lost deals by reason",
        (f"for|out|from? of? what|which reason|reasons did|do|have we lose|lost|losing how many {DEALS}",),
    ),
    ("by reason", ("by|per|for each? cause|causes", "for|per each reason")),
    (
        "most common loss reason of lost",
        ("main|chief|top|biggest|usual|commonest reason|cause why|that? we? lose|lost|losing",),
    ),
    (
        "what is the next step",
        (
            "what are|is|am we|i|you supposed|meant|due to do next",
            "what do|should|must|can|shall we|i have|need? to? do next",
            "what is|whats our|the next move|thing to? do?",
            "what needs|has|ought|should to? be done|doing next",
        ),
    ),
    (
        "expire",
        ("lapse|lapses|terminate|terminates",),
    ),
    (
        "until when does the contract",
        ("how long does|do|will the contract|contracts", "how long is|are the contract|contracts good|valid for?"),
    ),
    ("when does the contract with * expire", ("when is|will the contract with|of * be? over|finished|done",)),
    (
        "when does the contract with * expire",
        ("till|until when is|are * signed up|in", "till|until when is|are * under|in contract"),
    ),
)

_OTHER_TONGUES: Sayings = (
    (
        "won deals",
        ("gewonnene|gewonnenen geschafte|deals|auftrage", "affaires|opportunites gagnees", "oportunidades ganadas"),
    ),
    (
        "lost deals",
        ("verlorene|verlorenen geschafte|deals|auftrage", "affaires|opportunites perdues", "oportunidades perdidas"),
    ),
    (
        "open deals",
        ("affaires|opportunites en cours|ouvertes", "affaires|opportunites ouvertes", "oportunidades abiertas"),
    ),
)

SAYINGS: Sayings = (
    *WON,
    *LOST,
    *OPEN,
    *DUE,
    *COMPETITORS,
    *KINDS,
    *_OWNERS,
    *_CUSTOMERS,
    *_CONTACTS,
    *_TOUCHES,
    *_MARKETING,
    *_COMPANIES,
    *_FIGURES,
    *_DETAILS,
    *_ROLES,
    *_ASIDE_KINDS,
    *_ANY_STAGE,
    *_OTHER_TONGUES,
)
