"""Use cases of those who look after a graph, each leaving it complete; must not know who asks, over HTTP or a command."""
