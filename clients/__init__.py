"""What other programs use to ask the service; it needs nothing of ours."""
