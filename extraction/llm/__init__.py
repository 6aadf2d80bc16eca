"""Extraction by a chat model through LLMGraphTransformer; must not know files or the graph."""
