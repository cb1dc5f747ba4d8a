"""How people speak of colleagues, customers and contacts, and of what was done with them: data, as in `sayings`."""

from __future__ import annotations

from skills.ask.sayings.deals import Sayings

_RUNS = "runs|handles|manages|leads|holds|keeps|has"

_CHECK = "cheque|cheques|check|checks|budget"

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
    f"has|holds the {_MONEY} strings?",
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
    "nobody|noone down|listed|named|recorded|entered|known|marked? as? the? person|one|contact who|that",
    "without knowing who|whom",
    "without anybody|anyone|someone|somebody|a|any person? who|that",
    "where we|nobody|noone|you do|does not|nt know|knows who|whom",
    "where we|you dont know who|whom",
    "where nobody|noone knows|know who|whom",
    "where it is|its unclear|unknown|open who|whom",
)

_DESK = "plate|desk|hands|book|books"

_PASS = "pass|put|forward|hand|send|connect|transfer|refer"

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


def _not_known(role: str, does: tuple[str, ...]) -> Sayings:
    """Sayings for deals in which nobody is known that `does` something."""
    return tuple((f"without {role}", tuple(f"{start} {one}" for one in does)) for start in _NOT_KNOWN)


OWNERS: Sayings = (
    ("each team", ("each|every sales team",)),
    ("by team", ("per|by sales team",)),
    ("without", ("nobody|noone down|listed|named|recorded|entered|marked as",)),
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
    (
        "owns",
        (
            "is|are at the wheel for|at|of",
            "is|are the go to person|guy|man|woman|contact for|at",
            "is|are the|our go-to person|guy|man|woman|contact for|at|on",
        ),
    ),
    ("owns", ("betreut|betreuen",)),
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


CUSTOMERS: Sayings = (
    ("top customers by won revenue", ("highest|best|top|biggest paying customers|clients|accounts",)),
    (
        "customers",
        (
            "paying customers|clients|accounts",
            "existing|current|active customers|clients|accounts",
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


CONTACTS: Sayings = (
    (
        "who approves",
        ("who has|have|needs|need to ok|okay|approve|authorise|authorize", "who must|should ok|okay|approve"),
    ),
    ("contacts", ("contact persons|people", "counterparts", "opposite numbers", "known faces|people|names", "leute")),
    ("absent", ("on leave|holiday|holidays|vacation", "on parental|sick|maternity leave")),
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
            "used to work|be at",
            "formerly|previously|once worked at",
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
            "holds|has|controls|keeps|holding|controlling the purse|purses strings?",
            f"gets|get|has|have|getting|having the last|final say|word on|about the {_MONEY} for? it|this|that?",
            "gets|get|getting|having the last|final say|word",
            "the? one holding|with the purse|purses strings?",
            "holds|controls the money|budget",
            "has the last|final say|word",
            "makes the final|buying|purchase|purchasing decision|call",
            "releases|frees|unlocks the money|budget|funds",
        ),
    ),
    (
        "who is the economic buyer for",
        (
            "whose signature releases|frees|unlocks the money|budget|funds for?",
            "whose signature do we need|want for?",
            "who releases|frees|unlocks the money|budget|funds for",
        ),
    ),
    ("in finance", ("on the money side",)),
    ("last email us", ("last write|wrote to? us|me",)),
    (
        "when did * opt out",
        (
            "since when doesnt|dont|didnt * want any? mail|mails|email|emails|marketing|newsletters",
            "since when does|do|did * not want any? mail|mails|email|emails|marketing|newsletters",
        ),
    ),
    ("unsubscribed", ("unsubscribed from our|the? marketing|emails|mails|mailings|newsletter|newsletters|us",)),
    ("accounts with the most activities", ("most active accounts|customers|companies",)),
    ("account with the most activities", ("most active account|customer|company",)),
    ("has *", ("has|have|got * under contract",)),
    ("owns *", ("owns|own|covers * on the sales side",)),
    ("when does the contract of * end for", ("until when is|are * tied|bound|committed|locked to us for",)),
    ("when does the * contract end", ("until when is|are * tied|bound|committed|locked to us",)),
    ("pay per year", ("pay|pays for it|this|that per|a|each|every year",)),
    ("who owns *", ("who runs|serves|drives the? * account",)),
    (
        "who is the economic buyer at",
        (
            "who can|may|could|must sign|approve|decide off? at|for|in",
            "who signs|decides|approves off? at|for|in",
            "who has|holds|got the? signing authority|power|rights at|for|in",
            "who is the? decision maker|makers at|for|in",
            "who makes|takes the? decision|decisions at|for|in",
        ),
    ),
    (
        "who is the economic buyer",
        (
            "who can|may|could sign|approve|decide off? $",
            "who is the? decision maker|makers $",
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
            "who|whom cant|cannot|shouldnt|mustnt we|i mail|email|contact|write|send|market marketing|mail|mails? to?",
            "who|whom may|must|can|should we not|never mail|email|contact|write|send|market marketing|mail|mails? to?",
        ),
    ),
    (
        "opted out",
        ("may|must|can|should we not|never write to", "may|must|can|should we not|never mail|email|market|contact"),
    ),
    ("opted out", ("are we not allowed|permitted to mail|email|contact|write|market to?",)),
)


TOUCHES: Sayings = (
    ("visited", ("on site at|with", "onsite at|with")),
    ("opted out", ("opted out of|from e? mail|mails|email|emails|mailings|mailing|marketing|newsletter|newsletters",)),
    ("activities of *", ("what did|has * do|done", "what has|have * been up to", "what was|were * up to")),
    (
        "without activity",
        ("with nothing logged|recorded|entered|happening", "without anything logged|recorded|entered"),
    ),
    (
        "without activity",
        ("where nothing was|is|has been? logged|recorded|entered", "with no logged activity|activities"),
    ),
    ("no * or", ("neither * nor",)),
    (
        "which accounts have had nothing logged",
        ("for|at which accounts has nothing at? all? been? logged|recorded|entered",),
    ),
    ("by manager", ("by the? manager|boss|lead the reps|people|owners report|reports to",)),
    ("per team", ("per sales team|squad",)),
    ("by team", ("by sales team|teams|squad|squads",)),
    ("without activity", ("with no sign of life", "where nothing happened", "with no touches at all")),
    ("without activity", ("that|which|who were|was not touched|contacted", "we have not touched|contacted at all?")),
    ("gone quiet", ("lost|lose|losing touch|contact with", "out of touch|contact with")),
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
    ("visits * did", ("visits * made|paid|had",)),
    ("meetings", ("face to face meetings", "sit downs")),
    ("visits", ("customer|client|onsite|personal visits", "on site visits")),
    ("meetings", ("termine|besuche|besprechungen", "reunions|rendezvous", "reuniones")),
    ("met", ("sat|sit down with", "got together with", "had a meeting with", "met up? with")),
    ("calls", ("anrufe|telefonate", "appels", "llamadas", "phone conversations", "telephone calls")),
    ("last activity", ("last time we|anyone|anybody|someone touched|contacted|spoke|talked with|to?",)),
    ("emails", ("e mails",)),
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


ROLES: Sayings = (
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

_BY_PHONE = "called|phoned|rung|telephoned"
_CONSENT_TO = {
    "phone": ("phone? calls|calling", "the phone|telephone", "being called|phoned"),
    "linkedin": ("linkedin messages?",),
}
"""What a contact allows or refuses, by channel. What is refused by e-mail is told by whom opted out."""
_REFUSED = "have|has|had? opted|opt out of|from|for|to"

CONSENTS: Sayings = (
    *(
        line
        for channel, ways in _CONSENT_TO.items()
        for way in ways
        for line in (
            (
                f"with declined or withdrawn {channel} consent",
                (
                    f"{_REFUSED} {way}",
                    f"have|has|had? said|told us? no to {way}",
                    f"have|has|had? refuse|refused|refuses|decline|declined|declines|forbade|forbid {way}",
                    f"do|does|did not|nt want|like our|any? {way}",
                    f"dont|doesnt want|like our|any? {way}",
                ),
            ),
            (
                f"with granted {channel} consent",
                (
                    f"opted|opt in to|for {way}",
                    f"have|has|had? given|gave|give? us? consent|permission for|to {way}",
                    f"have|has|had? agreed|consented|agree|consent to {way}",
                    f"have|has|had? allowed|allow|allows {way}",
                ),
            ),
        )
    ),
    (
        "with declined or withdrawn phone consent",
        (f"do|does not|nt want to be {_BY_PHONE}", f"dont|doesnt want to be {_BY_PHONE}"),
    ),
    (
        "which contacts with declined or withdrawn phone consent",
        (
            "who|whom are we not allowed|permitted to call|phone|ring?",
            "who|whom cant|cannot|shouldnt|mustnt we|i call|phone|ring",
            "who|whom may|must|can|should we|i not|never call|phone|ring",
            "who|whom is|are off limits by|for phone|calls",
        ),
    ),
    (
        "with declined or withdrawn phone consent",
        ("may|must|can|should we|i not|never call|phone|ring", "are we not allowed|permitted to call|phone|ring"),
    ),
)
