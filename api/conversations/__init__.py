"""Conversations: the questions that followed one another, kept for those that follow them."""
