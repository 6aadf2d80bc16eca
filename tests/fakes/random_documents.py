"""Small documents as hypothesis draws them."""

from hypothesis import strategies as st

from schemas.document_graph import DocumentGraph
from schemas.qualifier import Qualifier
from tests.fakes.document_graphs import TRAITS, Statement, document_graph, origin

# "Acme" and "ACME" are one entity with two surface forms; "Acme Works" is another one.
_NAMES = ("Acme", "ACME", "Acme Works", "Bolt", "서울", "서울시")
# Kinds of one type vote together, and "Thing" says nothing.
_TYPES = ("Thing", "Person", "Organization", "Company", "Band")
_RELATIONS = ("FOUNDED", "OWNS", *TRAITS, "LOCATED_IN")
# The first two are one circumstance in different words.
_TIMES = (
    Qualifier(name="start", value="1999", normal="1999"),
    Qualifier(name="start", value="the year 1999", normal="1999"),
    Qualifier(name="start", value="2003", normal="2003"),
)
# What a document may say of a name by which tells two things apart; most say nothing.
_CLUES: tuple[tuple[str, ...], ...] = (
    (),
    (),
    ("is:Work.Film",),
    ("as:Work.Book", "year:1938"),
    ("is:Person", "born:1871"),
    ("in:GB",),
    ("in:US.AL", "known:Place.City"),
)
_ends = st.tuples(st.sampled_from(_NAMES), st.sampled_from(_RELATIONS), st.sampled_from(_NAMES))
_statements: st.SearchStrategy[Statement] = st.one_of(
    _ends, st.builds(lambda ends, time: (*ends, time), _ends, st.sampled_from(_TIMES))
).filter(lambda one: origin(one[0]) != origin(one[2]))
_chunks = st.lists(st.lists(_statements, max_size=3), min_size=1, max_size=2)


@st.composite
def random_documents(draw: st.DrawFn, source: str) -> DocumentGraph:
    """Documents of this source, few names and relations in all, so that they often meet."""
    chunks = draw(_chunks)
    names = sorted(
        {name for statements in chunks for head, _, tail, *_ in statements for name in (head, tail)}
    )
    pairs = [(one, other) for one in names for other in names if origin(one) != origin(other)]
    merges = draw(st.lists(st.sampled_from(pairs), max_size=2, unique=True)) if pairs else []
    types = draw(st.fixed_dictionaries({name: st.sampled_from(_TYPES) for name in names}))
    clues = draw(st.fixed_dictionaries({name: st.sampled_from(_CLUES) for name in names}))
    return document_graph(source, chunks, merges=merges, types=types, clues=clues)
