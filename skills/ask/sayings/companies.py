"""How people speak of companies and their figures, of campaigns and of fields: data, as in `sayings`."""

from __future__ import annotations

from skills.ask.sayings.deals import DEALS, Sayings

_NOUNS_ON_THE_ROAD = ("trucks", "lorries", "vehicles", "vans", "cars", "trailers")

_SITS = "sit|live|stay|remain|reside|lie"

_MAY = "may|must|should|can|do|does|shall|is|has"

_STORE_DATA = "kept|stored|hosted|held|located|processed"

MARKETING: Sayings = (
    ("what share of leads converted", ("lead conversion|conversions rate", "conversion rate of|for? leads")),
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
    ("by severity", ("by how severe|serious|grave|bad they|these|those are|were", "by how severe|serious|grave|bad")),
    ("support cases", ("issues|problems raised|reported|logged with|to support", "reported problems|issues")),
    ("source", ("came to us through|via|from", "found us through|via", "heard of us through|via|from")),
    ("attendees", ("guests did? turn|turned|show|showed up in? the? end?", "guests came|attended|showed")),
    ("attended", ("turn|show|turned|showed up in the end", "put in an appearance")),
    ("who attended", ("who came|turned|showed up? $", "who actually? came|turned|showed up? $")),
    ("how many attended", ("how many of? them? came|come|turned|showed up? $",)),
    (
        "did not attend",
        ("did not|nt come|show|turn|make up|it? to|at|for|in", "didnt come|show|turn|make up|it? to|at|for|in"),
    ),
    ("did not attend", ("stayed away from", "failed to come|show|turn up? to|at|for", "were no shows|show at|for")),
    ("cost of **", ("what did|do|does ** cost us", "what did|do|does ** set us back")),
    (
        "cost of",
        ("what was|is the bill for", "what did we lay out|pay for", "how much has|have|did we? sunk|sink into"),
    ),
    ("how much did * cost", ("how much have|has|did * swallowed|swallow|eaten|devoured|gobbled up?",)),
    ("has", ("is|was|are|were credited with",)),
    (
        "gone quiet",
        (
            "gone|fallen|been quiet|silent|dark , so|meaning? nothing at? all? logged|recorded|noted "
            "for|with|from? them?",
        ),
    ),
    ("cost the most", ("ate|eats|eaten|swallowed up? the? most money",)),
)


COMPANIES: Sayings = (
    (
        "name of *",
        (
            "what is|are|was * called|named nowadays|today|now|these?",
            "what do|does * call themselves|itself|themself nowadays|today|now",
            "under which|what name is|does * known|go|operate nowadays|today|now?",
        ),
    ),
    (
        "former name of *",
        (
            "what did * call themselves|itself|themself before the|their? name|renaming? change?",
            "what was|were * called|named before the|their? name|renaming? change?",
        ),
    ),
    ("number of * by", ("how are|is our|the? * spread|distributed|split|divided over|across|among|between",)),
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
    ("which account has the highest arr", ("who pays us? the? most", "who spends the? most with us?")),
    ("quota attainment by team", ("who is|are behind|ahead on|of|with quota|target|targets",)),
    ("quota attainment by team", ("which team|teams is|are behind|ahead on|of|with quota|target|targets",)),
    ("technologies of *", ("what does|do|is|are * use|using|run|running on? $",)),
    ("technologies of *", ("what|which software|tools|tech|technology|vendors does|do * use|run|have",)),
    ("won deals of *", ("what did|has * bought|buy|purchased|purchase|ordered|order from us", "what has * bought $")),
    ("products of *", ("what|which products|modules did|has * bought|buy|purchased|purchase|ordered|order",)),
    (
        "open deals of *",
        ("what is|are|whats * working on", "what deals|opps is|are * working on", "what * working on $"),
    ),
    ("how much does * pay us", ("how much is|are * worth to us", "what is|are * worth to us")),
    ("former name", ("used to go by another|a different? name", "used to be called|named|known as?")),
    ("pass the", ("get|got|getting|came|come|made it? through the",)),
    ("worst", ("in the worst shape|state|condition|health right? now?", "doing the? worst")),
    ("former name", ("went|go|goes|gone by another|a|different different? name",)),
    ("by", ("if|when you look|looking at", "going|judging|measured by", "when it comes to")),
    ("where did ** come from", ("where did the lead for|on|behind ** come from",)),
    ("customers", ("everyone|everybody|anyone|those|all who|that buys|buy|bought from us",)),
    ("former name", ("used to have another|a|different different? name", "had another|a|different different? name")),
    (
        "former name of *",
        ("under|by which|what name was * known|called|listed before|earlier|formerly|once|previously",),
    ),
    (
        "former name of *",
        ("under|by which|what name was * known in former|earlier|old|previous|past times|days|years",),
    ),
    (
        "former name",
        ("previously|formerly|once known as|called|named", "old|earlier|original names|name", "past name|names"),
    ),
    ("former name of *", ("what was * called before|earlier|previously|formerly|once", "how was * called before")),
    (
        "former name of *",
        ("what did * use to be called", "what was * name before", "wie hiess * fruher", "what did * go by before"),
    ),
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
            f"in|at? which|what country|region|place {_MAY} * data have|allowed? to? be? {_SITS}|{_STORE_DATA}",
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


_COME = ("come|came|coming from", "originate|stem from")

FIGURES: Sayings = (
    (
        "in total",
        (
            "all|the four|three|two quarters|months|halves added|summed|taken|put up|together|combined?",
            "all|the quarters|months added|summed|taken|put up|together|combined",
            "added|summed up|together $",
        ),
    ),
    ("has the highest", ("sent|sends|shows|showed|gave|gives|send us? the highest|strongest",)),
    ("approves", ("has|have|needs|need to? ok|okay|approve|sign|clear off? it|that|this?",)),
    (
        "need",
        ("has|have|had to meet|satisfy|fulfil|fulfill", "must|need|needs to? satisfy|fulfil|fulfill|comply with?"),
    ),
    ("need", ("has|have|had to comply with?",)),
    ("usd", ("us|american dollars|dollar",)),
    ("gbp", ("british pounds|pound|sterling", "pounds sterling")),
    ("chf", ("swiss francs|franken",)),
    ("the most accounts", ("the largest|highest|greatest|biggest number of different|distinct? accounts|companies",)),
    *(
        (f"how many {noun}", (f"how many different|distinct|separate|individual {noun}",))
        for noun in ("accounts", "companies", "contacts", "people", "deals", "opportunities", "customers")
    ),
    *(
        (f"number of ** {rows} by source", tuple(f"where do|did|are ** {rows} {come}" for come in _COME))
        for rows in ("leads", "deals", "opps", "opportunities")
    ),
    *(
        (f"number of ** {rows} by country", tuple(f"where do|did|are ** {rows} {come}" for come in _COME))
        for rows in ("customers", "accounts")
    ),
    ("which accounts use", ("who uses", "who is|are using")),
    ("which accounts with won deals for", ("who bought|purchased|ordered", "who has|have bought|purchased|ordered")),
    ("price of *", ("how much do we sell|charge * for",)),
    ("price of", ("how much do we charge for|per", "what do we charge for")),
    ("with their price", ("and? for how much", "and? at what|which price|prices", "and? what they cost")),
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


DETAILS: Sayings = (
    (
        "discount",
        ("come|came|go|went|gone down from the? list price?", "price cut|cuts|reduction|reductions", "rebate|rebates"),
    ),
    ("discount", ("knock|knocked|take|took off the list? price", "rabatt|rabatte|nachlass")),
    ("without", ("sans|sin", "with nil")),
    ("no close date", ("no closing|expected date", "without a? closing|expected date", "no date to close")),
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
