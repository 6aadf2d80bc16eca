"""English words that the rules treat apart."""

from kg.text.word_lists import words

LIGHT_NOUNS = words(
    "one ones part number lot way time year day month week thing people kind type variety series group "
    "set result fact example order addition case end beginning name majority rest both all some many "
    "most none other others several place use member half piece couple pair list term century decade "
    "east west north south southeast southwest northeast northwest basis average level today side area amount"
)
"""Nouns that say nothing about what a thing is."""

ROLES = words(
    "CEO CFO CTO COO President King Queen Emperor Prime Minister Director Chairman Professor Governor "
    "Senator Mayor Prince Princess Duke Bishop Pope General Deputy Chancellor Secretary Commander "
    "Chief Chair Member Speaker Vice Head"
)
"""Offices, which are written like names but say what somebody is."""

TITLES = words(
    "Sir Dame Captain Colonel Major Lieutenant Sergeant Admiral Dr. Dr Mr. Mrs. Ms. Lord Jr. Sr. Jr Sr II III "
    "Lady St. Saint Rev. Father Judge Justice"
)
"""What is written before or behind a person's name without being part of it."""

NAME_PARTICLES = words("de des du della di da do dos del von van der den la le ap ferch ibn bin bint")
"""What stands inside a name in small letters."""

COMPANY_ENDS = words(
    "Productions Pictures Records Recordings Studios Entertainment Films Distribution Broadcasting Publishing Publications "
    "Industries Airlines Airways Motors Systems Technologies Holdings Enterprises Communications Animation Software Brewery"
)
"""What companies' names end with."""

REGIONS = words(
    "region peninsula valley river province district county basin plateau island mountain state department municipality "
    "oblast canton prefecture parish governorate"
)
"""What a place is, written small behind its name."""

MADE_OF = words("body work piece head")
"""Nouns that say what they are only with what they are of."""

COPIES = words("version edition copy issue")

PARTS = COPIES | words(
    "building part coast shore bank slope outskirt center centre heart edge side rest majority north south east west town "
    "city village state province county district island kingdom municipality borough suburb community"
)
"""What is said of these holds of what they are of: versions of a work, stretches of a place."""

KINDS_OF_NAMED = words(
    "company team band group film movie album song novel book series magazine newspaper journal show label brand program "
    "programme family chain corporation"
)
"""What kind of thing a name is that stands right before: "the Billboard magazine"."""

RECORDINGS = words("CD EP LP DVD")
"""Nouns in capitals, which name nothing."""

GIVING = words("award give grant offer present pay send teach tell show assign lend bestow")
"""Verbs whose passive has the receiver as its subject."""

LIGHT_VERBS = words("have hold receive earn obtain complete get gain take make start begin spend")
"""Verbs that leave it to their object to say what happened: "earned a degree from"."""

LOOSE_PREPOSITIONS = words(
    "according due because despite per like unlike including except than versus besides regarding concerning such without "
    "notwithstanding"
)
"""Prepositions that say on what grounds or in comparison with what, not who is in a relation."""

DIRECTIONS = words("north south east west northeast northwest southeast southwest close")

APPOINTING = words("elect reelect appoint reappoint name crown ordain promote nominate")
"""Verbs that give somebody an office."""

COPULAS = words("be become remain")

BEGINNING = words(
    "join become marry wed elect appoint name crown promote sign hire move settle enrol enroll begin start"
)
"""Verbs that tell when something began: "joined X in 1999"."""
