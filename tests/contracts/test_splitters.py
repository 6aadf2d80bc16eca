"""The splitters that CiteGraph ships."""

from extraction.split.fixed import FixedSplitter
from extraction.split.headings import HeadingSplitter
from extraction.split.recursive import RecursiveSplitter
from extraction.split.semantic import SemanticSplitter
from extraction.split.task import Splitter
from tests.contracts.cases import SplitterContract


class TestRecursive(SplitterContract):
    def splitter(self) -> Splitter:
        return RecursiveSplitter()


class TestSemantic(SplitterContract):
    def splitter(self) -> Splitter:
        return SemanticSplitter()


class TestFixed(SplitterContract):
    def splitter(self) -> Splitter:
        return FixedSplitter()


class TestHeadings(SplitterContract):
    def splitter(self) -> Splitter:
        return HeadingSplitter()
