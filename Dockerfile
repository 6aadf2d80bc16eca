# The API of CiteGraph. See docker-compose.yml for the whole, with Neo4j.
# What is pinned: every package by its hashes, and with TORCH=full PyTorch too. TORCH=cpu, the default, takes PyTorch's
# build for processors by its version alone: only PyTorch's own index has that build, and the locks are made from the
# usual one. The base image is a tag, which moves, until `make lock IMAGES=1` has put its digest here.
#
# Two optional secrets say how this machine reaches its package registries, and stay out of the image: `registries`, lines
# of shell such as `export PIP_INDEX_URL=… UV_DEFAULT_INDEX=…`, and `certificates`, a file that such a line may name as
# /run/secrets/certificates.
ARG PYTHON_IMAGE=python:3.12-slim-bookworm

FROM ${PYTHON_IMAGE} AS tools
COPY requirements/uv.txt requirements/build.txt /requirements/
RUN --mount=type=secret,id=registries --mount=type=secret,id=certificates \
    if [ -f /run/secrets/registries ]; then . /run/secrets/registries; fi; \
    python -m venv /opt/tools \
    && /opt/tools/bin/pip install --disable-pip-version-check --no-cache-dir --require-hashes \
        -r /requirements/uv.txt -r /requirements/build.txt

FROM tools AS package
WORKDIR /package
COPY pyproject.toml README.md LICENSE ./
COPY schemas schemas
COPY kg kg
COPY llm llm
COPY extraction extraction
COPY retrieval retrieval
COPY evaluation evaluation
COPY api api
COPY clients clients
RUN /opt/tools/bin/python -m hatchling build --target wheel

FROM ${PYTHON_IMAGE}
ENV PATH=/opt/citegraph/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    CITEGRAPH_HOME=/data \
    CITEGRAPH_CACHE_DIR=/cache \
    HF_HOME=/cache/huggingface \
    CITEGRAPH_HOST=0.0.0.0 \
    CITEGRAPH_PORT=8000
RUN useradd --uid 10001 --create-home citegraph \
    && install --directory --owner=citegraph --group=citegraph --mode=0700 /data /cache
# What changes least comes first: after a change of our own code only the last layer is new.
ARG TORCH=cpu
ARG UV_LINK_MODE=copy
ARG UV_COMPILE_BYTECODE=1
RUN --mount=type=bind,from=tools,source=/opt/tools,target=/opt/tools \
    --mount=type=bind,source=requirements/torch.txt,target=/mnt/torch.txt \
    --mount=type=bind,source=requirements/torch-full.txt,target=/mnt/torch-full.txt \
    --mount=type=bind,source=requirements/runtime.txt,target=/mnt/runtime.txt \
    --mount=type=cache,target=/root/.cache/uv \
    --mount=type=secret,id=registries --mount=type=secret,id=certificates \
    if [ -f /run/secrets/registries ]; then . /run/secrets/registries; fi; \
    python -m venv --without-pip /opt/citegraph \
    && case "$TORCH" in \
        cpu) set -- --torch-backend cpu -r /mnt/torch.txt ;; \
        full) set -- --require-hashes -r /mnt/torch-full.txt ;; \
        *) echo "TORCH is cpu or full, not $TORCH" >&2; exit 1 ;; \
    esac \
    && /opt/tools/bin/uv pip install --python /opt/citegraph/bin/python --no-deps "$@" \
    && /opt/tools/bin/uv pip install --python /opt/citegraph/bin/python --no-deps --require-hashes -r /mnt/runtime.txt
RUN --mount=type=bind,from=tools,source=/opt/tools,target=/opt/tools \
    --mount=type=bind,from=package,source=/package/dist,target=/mnt \
    /opt/tools/bin/uv pip install --python /opt/citegraph/bin/python --no-cache --offline --no-deps /mnt/*.whl
# WordNet, for the extractor that needs no chat model, and the languages of Tesseract, which reads scans.
RUN --mount=type=secret,id=registries --mount=type=secret,id=certificates \
    if [ -f /run/secrets/registries ]; then . /run/secrets/registries; fi; \
    python -m kg.lexicon.wordnet && python -m extraction.load.ocr.tesseract_data
USER 10001
WORKDIR /home/citegraph
VOLUME ["/data", "/cache"]
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=90s --retries=5 \
    CMD ["python", "-c", "import os, urllib.request as r; r.urlopen(f\"http://127.0.0.1:{os.environ['CITEGRAPH_PORT']}/readyz\", timeout=4)"]
CMD ["citegraph", "serve"]
