"""Services that recognise text, by HTTP."""
