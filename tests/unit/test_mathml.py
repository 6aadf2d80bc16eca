"""Equations of MathML in one line."""

import pytest
from lxml import etree

from extraction.load.mathml import formula_text

_MATH = '<math xmlns="http://www.w3.org/1998/Math/MathML">{}</math>'


@pytest.mark.parametrize(
    ("inner", "said"),
    [
        ("<mi>E</mi><mo>=</mo><mi>m</mi><msup><mi>c</mi><mn>2</mn></msup>", "E = m c^2"),
        ("<mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mn>2</mn></mfrac>", "(a + b)/2"),
        ("<msqrt><mi>x</mi><mo>-</mo><mn>1</mn></msqrt>", "√(x - 1)"),
        (
            "<munderover><mo>∑</mo><mrow><mi>i</mi><mo>=</mo><mn>1</mn></mrow><mi>n</mi></munderover><mi>i</mi>",
            "∑_(i = 1)^n i",
        ),
        (
            "<semantics><mrow><mi>F</mi></mrow><annotation encoding='StarMath 5.0'>F = m a</annotation></semantics>",
            "F = m a",
        ),
    ],
)
def test_signs_keep_their_places(inner: str, said: str) -> None:
    assert formula_text(etree.fromstring(_MATH.format(inner))) == said
