"""The pages of docs/ that are made from the code: settings, HTTP API, command line. `make docs` writes them."""
