from enum import StrEnum


class ChannelRankChannel(StrEnum):
    BRIDGE = "bridge"
    CYPHER = "cypher"
    DENSE = "dense"
    GRAPH = "graph"
    KEYWORD = "keyword"
    KGE = "kge"

    def __str__(self) -> str:
        return str(self.value)
