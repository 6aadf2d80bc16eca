"""An experiment: a small trained model that reads passages, for their facts and for whether they answer a question.

Nothing of CiteGraph uses it; docs/evaluation.md tells what it reaches.
"""
