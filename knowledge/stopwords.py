"""Words that tell nothing about what is looked for."""

_WORDS = """
    a about above after again against all also am an and any are as at be because been before being below
    between both but by can could did do does doing don down during each few for from further had has have
    having he her here hers him his how i if in into is it its itself just let ll me might more most my myself
    no nor not now of off on once only or other our ours out over own re s said same say says she should so
    some such t tell than that the their theirs them then there these they this those through to too under
    until up us ve very was we were what when where which while who whom whose why will with would you your
    yours please show give know much many
"""

STOPWORDS = frozenset(_WORDS.split())
