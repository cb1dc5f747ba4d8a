"""Pipeline and revenue, by the definitions of the design's table of terms."""

from storage.catalog import FieldRef
from storage.metrics.definition import Metric
from storage.query import Compare, Measure

_STATUS = FieldRef((), "status")
_TYPE = FieldRef((), "type")
_AMOUNT = FieldRef((), "amount")
_CLOSED = FieldRef((), "close_date")
_WON = Compare(_STATUS, "eq", ("won",))
_NO_RENEWAL = Compare(_TYPE, "ne", ("renewal",))

METRICS = (
    Metric(
        "open pipeline",
        ("pipeline", "pipe", "pipeline value", "open pipe", "qualified pipeline"),
        base="opportunities",
        measure=Measure("sum", "open pipeline", _AMOUNT),
        where=(Compare(_STATUS, "eq", ("open",)), Compare(FieldRef((), "qualified"), "eq", (True,)), _NO_RENEWAL),
        when=_CLOSED,
        meaning="Amount of open new and expansion opportunities in qualified stages; renewals are left out.",
        source="design: metrics",
        scope="qualified stages, without renewals",
    ),
    Metric(
        "won revenue",
        (
            *(
                "won amount",
                "closed won",
                "closed won revenue",
                "won value",
                "bookings",
                "booked revenue",
                "bought",
                "they bought",
                "has bought",
                "have bought",
                "sold",
                "did we sell",
                "have we sold",
            ),
            *("sales volume", "revenue won", "amount won", "value won", "revenue closed", "won business"),
            *("business did we close", "business have we closed", "business did we win", "business have we won"),
            *("business we closed", "business we won", "new revenue won"),
        ),
        base="opportunities",
        measure=Measure("sum", "won revenue", _AMOUNT),
        where=(_WON,),
        when=_CLOSED,
        meaning="Amount of won opportunities by close date.",
        source="design: metrics",
    ),
    Metric(
        "average deal size",
        ("avg deal size", "average won deal", "mean deal size", "typical deal size", "acv per deal"),
        base="opportunities",
        measure=Measure("avg", "average deal size", _AMOUNT),
        where=(_WON,),
        when=_CLOSED,
        meaning="Mean amount of won opportunities.",
        source="design: metrics",
    ),
    Metric(
        "win rate",
        (
            "winrate",
            "hit rate",
            "hitrate",
            "hit ratio",
            "win ratio",
            "close rate",
            "closing rate",
            "conversion rate",
            "success rate",
        ),
        base="opportunities",
        measure=Measure("share", "win rate", of=(_WON,)),
        where=(Compare(_STATUS, "eq", ("won", "lost")), _NO_RENEWAL),
        when=_CLOSED,
        meaning="Won opportunities as a share of won and lost ones, by close date; renewals are left out.",
        source="design: metrics",
        scope="without renewals",
    ),
    Metric(
        "median sales cycle",
        (
            "sales cycle",
            "length of sales cycle",
            "sales cycle length",
            "days to close",
            "take to close",
            "time to close",
            "deal cycle",
            "average sales cycle",
        ),
        base="opportunities",
        measure=Measure("median", "median sales cycle (days)", FieldRef((), "cycle_days")),
        where=(_WON,),
        when=_CLOSED,
        meaning="Median days from creation to close of won opportunities.",
        source="design: metrics",
    ),
    Metric(
        "quota attainment",
        (
            *("attainment", "target attainment", "quota achievement", "target achievement", "quota fulfilment"),
            *("percent of quota", "% of quota", "percentage of quota", "percent to quota", "% to quota", "% of target"),
            *("percent of target", "percentage of target", "share of quota", "quota reached", "attainment of quota"),
        ),
        base="targets",
        measure=Measure("share", "quota attainment", FieldRef((), "attained"), per=_AMOUNT),
        where=(),
        when=None,
        meaning="Won revenue of a team by close date as a share of its quota; not told where their currencies differ.",
        source="design: metrics",
    ),
)
