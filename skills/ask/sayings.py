"""How people say things in sales talk, beside the plain words that are understood: data, by concept.

A saying stands for plain words: "who is on the hook for Halden" is "who owns Halden". In a saying `a|b` is a choice,
a word with `?` may be missing, and `*` is a gap of up to three words that comes back where the plain words have `*`.
Values, labels and names of the store keep their meaning: what such a stretch holds or cuts is no saying.
"""

from __future__ import annotations

_DEAL = "deal|deals|opp|opps|opportunity|opportunities"
_DEALS = "deals|opps|opportunities"
_RUNS = "runs|handles|manages|leads|holds|keeps|has"
_CHECK = "cheque|cheques|check|checks|budget"

_Sayings = tuple[tuple[str, tuple[str, ...]], ...]
"""Plain words -> how else people say them."""

_WON: _Sayings = (
    (
        "won",
        (
            "got|get|gets|getting|gotten across|over the line",
            "made|make|makes it over|across the line",
            "crossed|cross the line",
            "pulled|pull off",
            "signed|sign|signs with us",
            "signed|sign|signs on the dotted line",
            "went|go|goes|gone our way",
            "went|go|goes|gone with us",
            "went|go|goes|gone in our favour|favor",
            "came|come|comes through for us",
            "chose|chosen|choose|chooses|picked|pick us",
            "decided|decide|decides for us",
            "decided|decide|decides in our favour|favor",
            "turned|turn|turns into a? win|wins|orders|order",
            "ended|end|ends in|as|with a? win|wins|signature|order",
            "said|say|says yes to us",
            "brought|bring|brings home",
            "in the bag",
        ),
    ),
    (
        "won deals",
        (
            f"{_DEAL} that? landed",
            f"{_DEAL} that? were|was|got bagged|landed|sealed|clinched|inked|secured|signed",
            f"bagged|landed|sealed|clinched|inked|secured|signed {_DEAL}",
            f"successful|successfully closed? {_DEAL}",
        ),
    ),
    ("we won", ("we landed|bagged|scored|sealed|clinched|inked|secured|nailed", "we brought|hauled|reeled in|home")),
    (
        "we won",
        ("weve landed|bagged|scored|sealed|clinched|inked|secured|nailed", "weve brought|hauled|reeled in|home"),
    ),
    ("have we won", ("have we landed|bagged|scored|sealed|clinched|inked|secured|nailed",)),
    ("have we won", ("have we brought|hauled|reeled in|home",)),
    ("did we win", ("did we land|bag|score|seal|clinch|ink|secure|nail", "did we bring|haul|reel in|home")),
    ("how much did * win", ("how much did * bring|haul|rake|pull|reel in", "how much did * bring|take home")),
    (
        "how much did * win",
        ("how much did * land|bag|score|close", "how much money|business|revenue did * bring|rake in"),
    ),
    ("how much has * won", ("how much has|have * brought|hauled|raked|pulled|reeled in", "how much has|have * landed")),
    ("what did * win", ("what did * bring|haul|rake|pull|reel in|home", "what did * land|bag|score")),
    (
        "deals did * win",
        (f"{_DEALS} did * land|bag|score|seal|clinch|secure", f"{_DEALS} did * bring|haul|reel in|home"),
    ),
    ("deals did * win", (f"{_DEALS} did * get|bring|push over|across the line",)),
    ("deals has * won", (f"{_DEALS} has|have * landed|bagged|scored|sealed|clinched|secured",)),
    ("deals has * won", (f"{_DEALS} has|have * brought|hauled|reeled in|home",)),
    (
        "won the most",
        ("landed|bagged|scored|sealed|clinched|secured the? most", "brought|hauled|reeled in|home the? most"),
    ),
    ("won the biggest", ("landed|bagged|scored|sealed|clinched the? biggest|largest|fattest",)),
    ("won the biggest", ("brought|hauled|reeled in|home the? biggest|largest|fattest",)),
    (
        "new business deals won",
        (
            "new logos won|landed|signed|bagged|closed",
            "new logo wins",
            "new logos we won|landed",
            "won|landed|signed|bagged new logos",
        ),
    ),
    ("won new business deal", ("land|landed|win|won|sign|signed|bag|bagged a? brand? new logo|customer|client",)),
)

_LOST: _Sayings = (
    (
        "lost",
        (
            "walked|walk|walks|walking away from us",
            "went|go|goes|gone|going south|sour",
            "went|go|goes|gone belly up",
            "went|go|goes|gone down the drain|tubes|toilet",
            "went|go|goes|gone to a|the? competitor|competitors|competition|rival|rivals",
            "went|go|goes|gone elsewhere",
            "went|go|goes|gone with somebody|someone else",
            "went|go|goes|gone with a|the|another competitor|competition|vendor|supplier",
            "went|go|goes|gone against us",
            "fell|fall|falls|fallen through|flat|apart",
            "slipped|slip|slips through our|the fingers",
            "slipped|slip|slips|got|get|gets away from us",
            "lost out on",
            "lost|lose|losing out",
            "missed|miss|misses out on",
            "did not|nt work out",
            "didnt work out",
            "came|come|comes to nothing",
            "bit the dust",
            "kicked the bucket",
            "decided|decide|decides against us",
            "decided|decide|decides for|on somebody|someone else",
            "chose|choose|chooses|chosen|picked|pick|preferred somebody|someone else",
            "chose|choose|chooses|chosen|picked|pick|preferred a|the|another competitor|competition|vendor|supplier",
            "said|say|says no to us",
            "turned|turn|turns into a? loss|losses",
            "ended|end|ends in|as|with a? loss|losses",
            "beaten|beat|outbid|outsold by",
            "outbid|outsold|outcompeted us",
            "lost|lose|losing out? against|to",
            "took|take|takes|snatched|stole away? from us",
        ),
    ),
    ("lost deals", ("beat|beats|beaten|beating us out?", "beat|beats|beaten us to it|the|a deal?")),
    ("lost deals", (f"{_DEAL} that|which? died", f"{_DEAL} that|which? is|are|was|were dead|killed", f"dead {_DEAL}")),
    ("lost deals", (f"failed {_DEAL}", f"unsuccessful {_DEAL}", f"{_DEAL} that|which? failed|collapsed")),
    ("lost deals", (f"{_DEAL} that|which? walked", f"{_DEAL} that|which? walked away")),
    ("deals did we lose", (f"{_DEAL} have|did we fail to win", f"{_DEAL} slipped away")),
)

_OPEN: _Sayings = (
    (
        "open",
        (
            "still? up for grabs",
            "still? up in the air",
            "still? hanging in the balance",
            "still? in the balance",
            "still in play",
            "still on the table",
            "still in the running",
            "still in the race",
            "still? being fought over?",
            "still? being fought for",
            "still being worked on?",
            "still cooking",
            "still brewing",
            "still in progress",
            "still in the works|making|funnel|hopper",
            "still alive",
            "still pending",
            "still? undecided",
            "still? to be decided|signed|won",
            "still unsigned",
            "not been? decided yet?",
            "not yet been? decided|signed|closed",
            "not been? signed|closed|settled yet",
            "yet to be decided|signed|closed",
            "neither won nor lost yet?",
            "not won or lost yet?",
            "noch nicht entschieden",
            "noch offen",
        ),
    ),
    (
        "open deals",
        (
            f"live|running|active|current|pending|ongoing|undecided|unsigned|outstanding {_DEALS}",
            f"{_DEALS} in flight|play|progress",
            f"{_DEALS} on the go|table",
            f"{_DEALS} that? are? we? have? got? in the works|making|hopper|funnel",
            f"{_DEALS} that? are? we? have? got? in our hopper|funnel",
            f"{_DEALS} we|were are? still? working on",
            f"{_DEALS} we|were are? still? chasing",
            f"{_DEALS} we|were are? still? fighting for",
            f"{_DEALS} that|which? are? still? cooking|brewing",
            f"{_DEALS} still? up for grabs",
            "laufende|laufenden geschafte|deals|chancen",
        ),
    ),
    ("without open deal", ("with nothing open|pending|ongoing", "where we have nothing open|pending|ongoing")),
    ("without open deal", ("with nothing on the table|go", "where we have nothing on the table|go")),
    ("without open deal", ("with nothing in the pipeline|funnel|works", "where nothing is open|going|pending")),
    ("without open deal", ("where we have nothing in the pipeline|funnel|works", "with no deal|business going on")),
    ("with open deals", ("with something open|pending|ongoing|going", "where we have something open|pending|going")),
    ("with open deals", ("where we have something on the table|go", "with something on the table|go")),
)

_COMPETITORS: _Sayings = (
    ("open deals against", ("where are we? still? up against", f"{_DEALS} where we|were are? up against")),
    ("open deals against", (f"{_DEALS} we|were are? still? up against", "where do we compete with|against")),
    ("open deals against", ("where are we competing|fighting with|against?", "where do we face")),
    ("open deals against", (f"{_DEALS} in which we|were are? up against", f"{_DEALS} we compete with|against * on")),
    ("deals did we win against", ("did we beat|outbid|outsell",)),
    ("deals have we won against", ("have we beaten|outbid|outsold",)),
    ("which competitor lost deals", ("who beat|beats|outbid us",)),
    ("competitor", ("competing vendor|supplier|company", "our competition")),
)

_KINDS: _Sayings = (
    ("stalled", ("put? on hold|ice|pause", "on the back burner", "on the backburner|shelf")),
    ("new business", ("greenfield", "brand new business", "new name business", "first time business")),
    ("new business deals", (f"first time|ever {_DEALS}", f"net new {_DEALS}", f"brand new logo {_DEALS}")),
    ("expansion deals", (f"up|cross sell|selling|sells {_DEALS}?", f"upsell|upselling|crossell {_DEALS}", "upsells")),
    ("expansion deals", (f"add ons|on {_DEALS}?", f"addon|addons {_DEALS}?", f"growth {_DEALS}")),
    ("renewals", ("re signings|signing", "rollovers|rollover", "renewal deals", f"extension {_DEALS}")),
    ("up for renewal", ("up for re signing|negotiation", "up for an? extension|prolongation", "due for renewal")),
    ("renew", ("roll|rolls over", "get|gets renewed|extended|prolonged", "be renewed|extended|prolonged")),
    ("expire", ("run|runs until|till when?",)),
    ("in negotiation", ("being negotiated", "under negotiation", "in negotiations", "at the negotiating table")),
    ("in negotiation", ("we|were are negotiating", "currently negotiating", "in der verhandlung")),
    ("in evaluation", ("under evaluation",)),
)

_OWNERS: _Sayings = (
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

_CUSTOMERS: _Sayings = (
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

_CONTACTS: _Sayings = (
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

_TOUCHES: _Sayings = (
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

_MARKETING: _Sayings = (
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

_COMPANIES: _Sayings = (
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

_FIGURES: _Sayings = (
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

_DETAILS: _Sayings = (
    (
        "discount",
        ("come|came|go|went|gone down from the? list price?", "price cut|cuts|reduction|reductions", "rebate|rebates"),
    ),
    ("discount", ("knock|knocked|take|took off the list? price", "rabatt|rabatte|nachlass")),
    ("without", ("sans|sin", "with nil")),
    ("no close date", ("no closing|expected date", "without a? closing|expected date", "no date to close")),
)

_OTHER_TONGUES: _Sayings = (
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

SAYINGS: _Sayings = (
    *_WON,
    *_LOST,
    *_OPEN,
    *_COMPETITORS,
    *_KINDS,
    *_OWNERS,
    *_CUSTOMERS,
    *_CONTACTS,
    *_TOUCHES,
    *_MARKETING,
    *_COMPANIES,
    *_FIGURES,
    *_DETAILS,
    *_OTHER_TONGUES,
)
