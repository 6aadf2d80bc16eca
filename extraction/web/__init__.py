"""Documents from the web, fetched so that nobody is led into a private network."""
