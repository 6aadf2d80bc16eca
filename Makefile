# CiteGraph. `make` lists what there is to make.
.DEFAULT_GOAL := help
.PHONY: help setup demo unit test search stack-test page page-check page-test browser-guide client client-check check format docs bench bench-ingest bench-retrieval bench-facts bench-identity bench-answers bench-questions bench-recommend bench-vocabulary bench-reading bench-documents bench-chunks bench-ocr bench-cypher bench-walk bench-service bench-large bench-bulk fuzz chaos chaos-faults load serve stop clean lock

export PYTHON TORCH

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' Makefile

setup: ## Install everything into .venv (PYTHON=python3.12 chooses the Python, TORCH=cpu the small PyTorch)
	@requirements/setup.sh

demo: setup ## Read the example documents into a private Neo4j, ask questions, show the answers with their proof
	@.venv/bin/citegraph demo

unit: setup ## Run the quick tests, in seconds: no server, no language model
	@.venv/bin/python -m pytest -q -n auto --maxprocesses 4 -m "not slow" tests/unit

test: setup ## Run all tests, those on a real Neo4j included
	@.venv/bin/python -m pytest -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder --cov

search: setup ## Look for histories that break the graph: the properties of the graph with many examples, new ones in each run
	@HYPOTHESIS_PROFILE=search .venv/bin/python -m pytest -n 0 --timeout 0 tests/integration/test_store_invariants.py \
		tests/integration/test_decision_sequences.py tests/integration/test_comparison.py tests/integration/test_graph_transfer.py

stack-test: setup ## Try docker-compose.yml and the Dockerfile on a Docker engine; says so where none can be had
	@.venv/bin/python -m pytest -n 0 -s -rs --durations 0 --durations-min 1 --timeout 3000 tests/stack/check_stack.py

page: setup ## Build the web page into api/web/dist; Node is taken from PyPI where there is none
	@api/web/build.sh

page-check: setup ## Check the page's source, and that the page that is shipped is what it makes
	@api/web/build.sh --check

page-test: setup ## Use the page in Chromium as a person would; says so where it cannot be had
	@tests/page/run.sh

browser-guide: setup ## Take the pictures of the guide to the graph in Neo4j Browser again, docs/browser
	@BROWSER_PICTURES=docs/browser tests/page/run.sh tests/page/check_browser.py

client: setup ## Make the typed client, clients/python, from the API
	@clients/python/generate.sh

client-check: setup ## Check that the typed client is what the API makes
	@clients/python/generate.sh --check

check: setup ## Check format, style, spelling, types, and who imports whom
	@.venv/bin/ruff format --check .
	@.venv/bin/ruff check .
	@.venv/bin/typos
	@.venv/bin/check-jsonschema --quiet --builtin-schema vendor.github-workflows .github/workflows/*.yml
	@.venv/bin/check-jsonschema --quiet --builtin-schema vendor.github-issue-forms .github/ISSUE_TEMPLATE/*.yml
	@.venv/bin/mypy
	@.venv/bin/lint-imports

format: setup ## Bring the code into its format
	@.venv/bin/ruff check --fix --quiet . ; .venv/bin/ruff format .

docs: setup ## Write the pages of docs/ that are made from the code: settings, HTTP API, command line
	@.venv/bin/python -m api.reference

bench: bench-ingest bench-retrieval bench-facts bench-identity bench-vocabulary bench-reading ## Run all benchmarks; results go to benchmarks/results

bench-ingest: setup ## Measure passages per second into Neo4j beside langchain-neo4j, and of a whole ingest by stages
	@.venv/bin/python -m benchmarks.ingest
	@.venv/bin/python -m benchmarks.ingest_stages

bench-retrieval: setup ## Measure recall and milliseconds of each channel and of their fusion
	@.venv/bin/python -m benchmarks.retrieval

bench-facts: setup ## Measure how many facts found without a model are true, and how many of the important ones are found
	@.venv/bin/python -m benchmarks.facts

bench-identity: setup ## Measure which labelled pairs of names become one node of the graph
	@.venv/bin/python -m benchmarks.identity

bench-answers: setup ## Ask labelled questions without a chat model, and check labelled statements of a model
	@.venv/bin/python -m benchmarks.answers
	@.venv/bin/python -m benchmarks.statements

bench-questions: setup ## Ask labelled questions of the one text that each was written for
	@.venv/bin/python -m benchmarks.questions_of_texts

bench-recommend: setup ## Ask labelled wishes over the books of examples/books, beside the three nearest in meaning
	@.venv/bin/python -m benchmarks.recommend

bench-vocabulary: setup ## Measure how few relation types hold how many triples of a chat model
	@.venv/bin/python -m benchmarks.vocabulary

bench-reading: setup ## Measure what reading files in processes of their own costs, and what bombs cost those who ask
	@.venv/bin/python -m benchmarks.reading

bench-documents: setup ## Measure what our readers and others keep of awkward documents, in which order, at which cost
	@.venv/bin/uv pip install --quiet --python .venv/bin/python --require-hashes --no-deps -r requirements/documents.txt
	@.venv/bin/python -m benchmarks.documents

bench-chunks: setup ## Measure how well what answers questions is found in the chunks of each strategy
	@.venv/bin/python -m benchmarks.chunks

bench-ocr: setup ## Measure the character error rate of each installed OCR engine on twelve scans
	@.venv/bin/python -m benchmarks.ocr

bench-cypher: setup ## Ask the chat model that is configured 68 questions in Cypher, and count the right rows
	@.venv/bin/python -m benchmarks.cypher

bench-walk: setup ## Measure the walk over the graph, its memory and its updates, on graphs of up to a million entities
	@.venv/bin/python -m benchmarks.walk

bench-service: setup ## Measure the API as it is started: start, latency, memory, throughput beside HybridCypherRetriever, an ingest beside
	@.venv/bin/python -m benchmarks.service

bench-large: setup ## Measure the API on made graphs of 10,000 and 100,000 entities in Neo4j, with all their indexes
	@.venv/bin/python -m benchmarks.large_graph

bench-bulk: setup ## Measure Neo4j's importer on made documents of 10,000, 100,000 and 300,000 chunks, beside the embedding model
	@.venv/bin/python -m benchmarks.bulk

fuzz: setup ## Call everything in the OpenAPI document in made-up ways, REQUESTS=10000 times, on a server that really runs
	@.venv/bin/python -m benchmarks.fuzz_api --requests $(or $(REQUESTS),10000)

load: setup ## Ask as CLIENTS=16 for MINUTES=15 while DOCUMENTS=300 come in, then as ten times as many: latency, memory, refusals
	@.venv/bin/python -m benchmarks.load --minutes $(or $(MINUTES),15) --clients $(or $(CLIENTS),16) --documents $(or $(DOCUMENTS),300)

chaos: setup ## Kill API, workers, Neo4j and Postgres in RUNS=30 ingests of DOCUMENTS=300, and compare graphs and requests; takes hours
	@.venv/bin/python -m benchmarks.chaos --runs $(or $(RUNS),30) --documents $(or $(DOCUMENTS),300)

chaos-faults: setup ## Ingest while clocks are wrong or jump, the disk is full or read-only, or a worker's network is cut; needs root, takes ten minutes
	@.venv/bin/python -m benchmarks.chaos.faults --documents $(or $(DOCUMENTS),20)

serve: setup ## Serve the API on this machine
	@.venv/bin/citegraph serve

stop: ## Stop the Neo4j servers of this checkout; their graphs stay
	@if [ -x .venv/bin/citegraph ]; then .venv/bin/citegraph neo4j stop --all; fi

clean: ## Stop everything and remove all that was made: .venv, graphs, caches
	@requirements/clean.sh

lock: setup ## Make the locks again from pyproject.toml (UPGRADE=1: newest versions; JARS=1: Neo4j's jars, IMAGES=1: base images too)
	@requirements/lock.sh
