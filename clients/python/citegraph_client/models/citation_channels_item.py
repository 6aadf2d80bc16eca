from enum import StrEnum


class CitationChannelsItem(StrEnum):
    BRIDGE = "bridge"
    CYPHER = "cypher"
    DENSE = "dense"
    GRAPH = "graph"
    KEYWORD = "keyword"
    KGE = "kge"

    def __str__(self) -> str:
        return str(self.value)
