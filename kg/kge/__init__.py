"""Knowledge-graph embedding with PyKEEN."""
