"""From a question to cited passages and an answer."""
