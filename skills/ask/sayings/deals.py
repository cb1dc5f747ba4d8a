"""How people speak of deals, beside the plain words that are understood: data, by concept, as in `sayings`."""

from __future__ import annotations

DEAL = "deal|deals|opp|opps|opportunity|opportunities"
DEALS = "deals|opps|opportunities"
_DONE = "signed|closed|decided|won|done|finished|settled|completed|sealed|landed|concluded|finalised|finalized"

Sayings = tuple[tuple[str, tuple[str, ...]], ...]
"""Plain words -> how else people say them."""

WON: Sayings = (
    ("but", ("although", "even? though")),
    ("is over", ("is|are|lies|lie already? behind us",)),
    ("has passed", ("is|has already? in the past", "has|have already? gone by")),
    ("which accounts have won deals", ("who signed|signs|bought with us", "who signed|inked with|for us")),
    ("earliest deal we", (f"the|our? very? first {DEAL} we|weve ever?",)),
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
            f"{DEAL} that? landed",
            f"{DEAL} that? were|was|got bagged|landed|sealed|clinched|inked|secured|signed",
            f"bagged|landed|sealed|clinched|inked|secured|signed {DEAL}",
            f"successful|successfully closed? {DEAL}",
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
        (f"{DEALS} did * land|bag|score|seal|clinch|secure", f"{DEALS} did * bring|haul|reel in|home"),
    ),
    ("deals did * win", (f"{DEALS} did * get|bring|push over|across the line",)),
    ("deals has * won", (f"{DEALS} has|have * landed|bagged|scored|sealed|clinched|secured",)),
    ("deals has * won", (f"{DEALS} has|have * brought|hauled|reeled in|home",)),
    (
        "won the most",
        (
            "landed|bagged|scored|sealed|clinched|secured the? most",
            "brought|hauled|reeled|pulled|raked in|home the? most",
        ),
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
    (
        "without wins",
        (
            "closed|won|signed|landed|bagged|inked|sold nothing",
            "closed|won|signed|landed|bagged|inked|sold no deal|deals|opportunity|opportunities",
            "has|have not closed|won|signed|landed|bagged|inked|sold anything|any|a single? thing|deal|deals?",
            "came|come up|away empty handed?",
        ),
    ),
    ("won new business deal", ("land|landed|win|won|sign|signed|bag|bagged a? brand? new logo|customer|client",)),
)

LOST: Sayings = (
    (
        "lost",
        (
            "walked|walk|walks|walking away from us",
            "snatched|snatch|taken|took|stolen|stole|steal away? from us",
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
    ("lost deals", (f"{DEAL} that|which? died", f"{DEAL} that|which? is|are|was|were dead|killed", f"dead {DEAL}")),
    ("lost deals", (f"failed {DEAL}", f"unsuccessful {DEAL}", f"{DEAL} that|which? failed|collapsed")),
    ("lost deals", (f"{DEAL} that|which? walked", f"{DEAL} that|which? walked away")),
    ("deals did we lose", (f"{DEAL} have|did we fail to win", f"{DEAL} slipped away")),
)

OPEN: Sayings = (
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
            f"live|running|active|current|pending|ongoing|undecided|unsigned|outstanding {DEALS}",
            f"{DEALS} in flight|play|progress",
            f"{DEALS} on the go|table",
            f"{DEALS} that? are? we? have? got? in the works|making|hopper|funnel",
            f"{DEALS} that? are? we? have? got? in our hopper|funnel",
            f"{DEALS} we|were are? still? working on",
            f"{DEALS} we|were are? still? chasing",
            f"{DEALS} we|were are? still? fighting for",
            f"{DEALS} that|which? are? still? cooking|brewing",
            f"{DEALS} still? up for grabs",
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

COMPETITORS: Sayings = (
    ("open deals against", ("where are we? still? up against", f"{DEALS} where we|were are? up against")),
    ("open deals against", (f"{DEALS} we|were are? still? up against", "where do we compete with|against")),
    ("open deals against", ("where are we competing|fighting with|against?", "where do we face")),
    ("open deals against", (f"{DEALS} in which we|were are? up against", f"{DEALS} we compete with|against * on")),
    ("deals did we win against", ("did we beat|outbid|outsell",)),
    ("against *", ("is|are|was|were * competing|bidding|fighting in|on|for|with? us?",)),
    ("deals have we won against", ("have we beaten|outbid|outsold",)),
    ("which competitor lost deals", ("who beat|beats|outbid us",)),
    ("which competitor lost **", ("who|whom do|did|have|are we lose|lost|losing ** to|against",)),
    ("which competitor lost **", ("to|against whom|who do|did|have|are we lose|lost|losing ** $",)),
    ("which competitor lost deals", ("who|whom do|did|have|are we lose|lost|losing to|against",)),
    ("which competitor lost deals", ("to|against whom|who do|did|have|are we lose|lost|losing",)),
    ("competitor", ("competing vendor|supplier|company", "our competition")),
)

KINDS: Sayings = (
    ("parked", ("put? on hold|ice|pause", "on the back burner", "on the backburner|shelf")),
    ("new business", ("greenfield", "brand new business", "new name business", "first time business")),
    ("new business deals", (f"first time|ever {DEALS}", f"net new {DEALS}", f"brand new logo {DEALS}")),
    ("expansion deals", (f"up|cross sell|selling|sells {DEALS}?", f"upsell|upselling|crossell {DEALS}", "upsells")),
    ("expansion deals", (f"add ons|on {DEALS}?", f"addon|addons {DEALS}?", f"growth {DEALS}")),
    ("renewals", ("re signings|signing", "rollovers|rollover", "renewal deals")),
    ("up for renewal", ("up for re signing|negotiation", "up for an? extension|prolongation", "due for renewal")),
    ("renew", ("roll|rolls over", "get|gets renewed|extended|prolonged", "be renewed|extended|prolonged")),
    ("expire", ("run|runs until|till when?",)),
    ("in negotiation", ("being negotiated", "under negotiation", "in negotiations", "at the negotiating table")),
    ("in negotiation", ("we|were are negotiating", "currently negotiating", "in der verhandlung")),
    ("in evaluation", ("under evaluation",)),
)

_LAND = "win|land|close|get|sign|bag|secure|clinch|seal|bring|pull"
_SUCCEED = "manage|managed|succeed|succeeded"
_CHASED = "chasing|pursuing|hunting|courting|fighting|battling"

WON += (
    ("did * win", (f"did * {_SUCCEED} to|in? {_LAND}|winning|closing|landing|signing in|home|off?",)),
    ("won", (f"have|has * {_SUCCEED} to|in? {_LAND}|winning|closing|landing|signing in|home|off?",)),
    ("did we win", ("did we wrap|close up? successfully", "did customers|clients sign", "did we get signed|done")),
    ("won", ("over the finish|finishing line", "successfully closed|concluded", "were|was|are a success")),
    ("won the most deals", (f"closed|got|brought the? most {DEALS} successfully|over|home the? line?",)),
    (
        "won deals",
        (
            f"{DEALS} that|which? have|has? went|gone|came|come through $",
            f"{DEALS} that|which? have|has? came|come off|good",
            f"{DEALS} that|which? have|has? worked|work out",
            f"{DEALS} that|which? have|has|were|are? succeeded|successful",
        ),
    ),
)

LOST += (
    ("did * lose", (f"did|have|had * fail|failed to {_LAND} home|off?",)),
    ("lost", (f"failed to {_LAND} home|off?", f"were|was|have|has? not able to {_LAND} home|off?")),
    ("lost deals", (f"{DEAL} that|which? got|gets|get|slipped|went|gone away", f"{DEAL} that|which? blew|blown up")),
    ("lost deals", (f"{DEAL} that|which? did not|nt come|work off|out", f"{DEAL} that|which? didnt come|work off|out")),
    ("lost", ("fell|fall|fallen by the wayside", "we came|finished second", "let slip away?")),
    (
        "lost",
        ("had to? write|written off", "wrote off", "left empty handed", "slipped|slip through our|the? hands|net"),
    ),
)

OPEN += (
    (
        "open",
        (
            "still? unresolved|unsolved|unsettled|unfinished|unanswered",
            "still? hanging in the? air",
            "still? hanging around",
            "still hanging|waiting $",
            "still? waiting for|on a? decision|answer|solution|signature",
            "still? awaiting a? decision|answer|solution|signature",
            "not been? yet? resolved|solved|fixed|settled|done|over|finished|concluded yet?",
            "yet|still to be resolved|solved|fixed|settled|decided|done|finished|concluded",
            "still to play for",
            "still? on the boil",
        ),
    ),
    (
        "are open",
        ("are we still? chasing|pursuing|hunting", "are we still working on|at", "are we still waiting on|for $"),
    ),
    ("are open", ("are we still after|at", "could|can we? still be? won|win|lost|lose", "might still be won|lost")),
    ("open deals for more than", (f"open? {DEALS} that|which? are? older than", f"{DEALS} open longer than")),
    ("open deals", ("where are we? still? chasing|pursuing|hunting|courting a|any? deal|deals|business",)),
    ("open deals are", (f"{DEALS} are in the pipe|pipes", f"{DEALS} are live")),
    ("open deals does * have", (f"open? {DEALS} is * still? {_CHASED}|after", f"open? {DEALS} is * still working on")),
    ("open deals do we have", (f"open? {DEALS} are we still? {_CHASED}|after",)),
    ("open deals does * have", (f"{DEALS} has|have * still got open", f"{DEALS} does * still have open")),
    ("open deals", (f"{DEALS} that|which? are? still outstanding|running|going|live", f"{DEALS} that|which? are live")),
    ("open deal", ("open|pending|outstanding offer|quote|quotation|proposal for|to|at|of|with",)),
    ("open deals", ("open|pending|outstanding offers|quotes|quotations",)),
    ("have open", ("have we still|yet to win|land|close|sign",)),
    ("cases are open", ("cases|tickets are outstanding|live|hanging|waiting", "cases|tickets remain open|unresolved")),
)

_MONEY_MADE = "the most money|revenue|sales|turnover"

MOST_WON: Sayings = (
    ("lost a competitor", ("lost|lose to the? competition|competitors|rivals",)),
    ("contract that has run out", ("expired|lapsed contract",)),
    ("contracts that have run out", ("expired|lapsed contracts",)),
    ("has the highest won revenue", (f"has|have? closed|made|earned|brought|sold|won in? {_MONEY_MADE}",)),
    ("has the highest won revenue", (f"closed|made|makes|earned|earns|won {_MONEY_MADE}", "earned|earns the? most")),
    ("the highest won revenue", ("the most money|revenue|turnover won|closed|made|earned",)),
    (
        "won revenue",
        (
            "total|combined|full? value|worth of everything|all we won|closed",
            "everything we won|closed worth",
        ),
    ),
    (
        "loss reasons",
        (
            "reasons why? we lose|lost? deals|business",
            "reasons for losing|lost deals|business",
            "reasons deals are|were lost",
        ),
    ),
)

_MEANT = "they|it were|was meant|supposed|due|planned to close|sign"

DUE: Sayings = (
    ("next deal to close", ("which|what deal|opportunity|opp closes|will close|is closing first|next|soonest",)),
    (
        "overdue",
        (
            f"should|ought to? already|long? have been {_DONE}|wrapped up? by now",
            f"should|ought to? already|long? have been {_DONE}|wrapped up? already|ago",
            f"should|ought to? already have been {_DONE}|wrapped up?",
            "should|ought to? already? have closed|finished|ended by? now|already",
            f"should|ought to? be {_DONE}|wrapped up? by now",
            f"should|ought to? already be {_DONE}|wrapped up?",
            f"should|ought to? be {_DONE}|wrapped up? already",
            f"were|was supposed|meant|due to be {_DONE}|wrapped up? by|already now?",
            "were|was supposed|meant|due to close|finish|sign by|already now?",
            f"had to be {_DONE}|wrapped up? by now",
            "missed|passed|overrun their|its|the close|closing|target|expected date",
            "gone|went|slipped past|beyond their|its|the close|closing|target|expected date",
            "past their|its sell by date",
            "close|closing|target date has|have come and gone",
            "close|closing date is|are long? gone|over|history",
            "whose date has|have passed|gone|lapsed",
            "where the? expected? close|closing|target date has|have? already? slipped|passed|lapsed|gone",
            f"although|though the? day|date {_MEANT} has|have|is already|long? gone|past|over by?",
            f"although|though the? day|date {_MEANT} has|have already? passed|come and? gone? by?",
            "whose expected? close|closing|target date has|have? already? slipped|passed|lapsed|gone",
        ),
    ),
    ("deals overdue", (f"{DEALS} that|which? are|is|were? running? late", f"late|belated {DEALS}")),
    ("deals overdue", (f"{DEALS} that|which? are|is|were? behind schedule|plan|time",)),
    ("did ** slipped", ("did|does|do ** slip|slide",)),
    ("has ** slipped", ("has|have ** slid",)),
    ("when does", ("when should|ought|shall|might",)),
    ("close", ("should|ought|shall to? close",)),
)

WON += tuple(
    (
        f"{many} won new business deals {when}",
        (f"{many} new logos|customers did|have? we? get|gain|add|got|gained? {when}",),
    )
    for many in ("how many", "which", "what")
    for when in ("in", "this", "last", "since", "so")
)
WON += (
    ("deals have * won", (f"{DEALS} have|has|did|do * done|do|made|make|struck|strike",)),
    ("who owns the deal", ("whose deal is|was", "whose opportunity is|was")),
    ("quota attainment of", ("how far is|are|was from quota|target",)),
    ("quota attainment of *", ("how far is|are|was|off|away * from|off|to|away the|its|his|her|their? quota|target",)),
    ("won revenue from", ("how much money|business|revenue? came|comes|come from|through|via",)),
    (
        "won revenue from",
        ("how much money|business|revenue? did|do|have we get|make|earn|made|earned from|through|via",),
    ),
    ("how much did * lose", ("how much|many business|money|revenue did * lose",)),
    ("how much have * lost", ("how much|many business|money|revenue have|has * lost",)),
    *(
        (
            f"who won the {much} {when}".removesuffix(" $"),
            (f"who? is|are? our|the? {good} rep|reps|seller|performer {when}",),
        )
        for much, good in (("most", "top|best|strongest"), ("least", "worst|weakest"))
        for when in ("in", "this", "last", "so", "of", "$")
    ),
    ("* ranked by", ("rank|ranking the|all|our? * by|on|according",)),
    ("who won the most", ("who is|are? our|the top|best|biggest|strongest closer|seller|salesperson|dealmaker",)),
)
WON += tuple(
    (f"won deals {when}", (f"{DEALS} that|which? have|has? went|gone|came|come through {when}",))
    for when in ("in", "this", "last", "since")
)
LOST += (
    ("deals not won", (f"{DEALS} that|which? have|has not gone|come|worked through|off|out",)),
    ("deals not won", (f"{DEALS} that|which? havent|hasnt gone|come|worked through|off|out",)),
)
_FIGHTING = "fighting|battling|competing|struggling|contending"
_SOLD = "sales|revenue|revenues|turnover"
WON += (
    *(
        (f"bookings by {one}", (f"{_SOLD} by|per {one}", f"{_SOLD} for? each {one}"))
        for one in ("product", "rep", "owner", "salesperson", "team", "month", "quarter", "year", "customer", "account")
    ),
    (
        "previous amount of *",
        (
            "what was|were * worth before the? last? price? cut|reduction|change|increase|discount|rise",
            "what was|were * worth before|previously",
            "previous|earlier value|price of * $",
        ),
    ),
    ("original amount of *", ("what was|were * worth originally|initially", "original|initial value|price of * $")),
    (
        "changes of the amount of *",
        ("how did|has the? amount|value of * change|changed|develop|developed|move|moved",),
    ),
    ("what changed at", ("what is? new at|with|on|for", "whats new at|with|on|for")),
    ("what changed this week", ("what is? new $", "anything new $")),
    ("won revenue of *", ("total? revenue|revenues|turnover|sales from|with * $",)),
    ("won deals of *", ("what have|did we? sold|sell to * $",)),
    ("how many won deals with *", ("how many * did|have we sell|sold",)),
    ("how many deals did we win against", ("how often do|did|have we beat|beaten|outsell|outsold",)),
    ("open deals created more than * ago", (f"{DEALS} older than * $", f"open {DEALS} older than * $")),
    ("open support cases opened more than * ago", ("open? tickets|cases older than * $",)),
    ("won revenue", ("how much do|did|have|has we make|made|earn|earned|take|took in? $",)),
    *(
        (f"won revenue {by}", (f"how much do|did|have|has we make|made|earn|earned|take|took in? {by}",))
        for by in ("by", "per", "with", "this", "last", "in")
    ),
)

_LOSING = f"lose|losing|lost {DEAL}|business"
LOST += (
    ("top 10 loss reasons of lost deals", (f"why do|did|are|have we {_LOSING}", f"why are|were {DEALS} lost")),
    ("top 10 loss reasons of lost deals", ("why do|did|are|have we lose|losing|lost $",)),
    ("most common loss reasons", (f"main|top|biggest|key|usual|typical|common reasons|reason that|why? we {_LOSING}",)),
    (
        "most common loss reasons",
        (
            f"most common|frequent|usual reasons|reason that|why? we {_LOSING} {DEALS}?",
            f"most common|frequent|usual reasons|reason for losing {DEALS}?",
            f"most common|frequent|usual reasons|reason {DEALS} are|were lost",
        ),
    ),
    (
        "most common loss reasons",
        ("main|top|biggest|key|usual|typical|common reasons|reason that|why? we lose|lost $",),
    ),
    ("most common loss reasons", (f"main|top|biggest|key|usual|typical|common reasons|reason for losing {DEAL}?",)),
    ("most common loss reasons", (f"reasons for the|our? lost {DEALS}", "reasons for the|our losses")),
    ("most common loss reasons", ("main|biggest|key|usual|typical loss|lost reasons|reason",)),
)

COMPETITORS += (
    (
        "against which competitor are we",
        (f"against|with which|what competitor|competitors|rival|rivals are we {_FIGHTING}",),
    ),
    ("which competitor are we against", (f"which|what competitor|rival are we {_FIGHTING} against|with?",)),
)

ASIDE_KINDS: Sayings = tuple(
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

ANY_STAGE: Sayings = (
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
