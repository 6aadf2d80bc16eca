# The API of CiteGraph. See docker-compose.yml for the whole, with Neo4j.
# Every package is pinned by its hashes; PyTorch's build for processors, which stands in an index of its own, by version.
FROM python:3.12-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 UV_LINK_MODE=copy UV_COMPILE_BYTECODE=1
WORKDIR /build
COPY requirements/uv.txt requirements/build.txt requirements/runtime.txt requirements/torch.txt requirements/
RUN pip install --require-hashes -r requirements/uv.txt -r requirements/build.txt \
    && python -m venv --without-pip /opt/citegraph
RUN --mount=type=cache,target=/root/.cache/uv \
    uv pip install --python /opt/citegraph/bin/python --require-hashes --no-deps -r requirements/runtime.txt \
    && uv pip install --python /opt/citegraph/bin/python --torch-backend cpu --no-deps -r requirements/torch.txt
COPY pyproject.toml README.md LICENSE ./
COPY schemas schemas
COPY kg kg
COPY llm llm
COPY extraction extraction
COPY retrieval retrieval
COPY evaluation evaluation
COPY api api
RUN python -m hatchling build --target wheel \
    && uv pip install --python /opt/citegraph/bin/python --offline --no-deps dist/*.whl

FROM python:3.12-slim-bookworm
ENV PATH=/opt/citegraph/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    CITEGRAPH_HOME=/data \
    CITEGRAPH_CACHE_DIR=/cache \
    HF_HOME=/cache/huggingface \
    CITEGRAPH_HOST=0.0.0.0 \
    CITEGRAPH_PORT=8000
RUN useradd --uid 10001 --create-home citegraph \
    && install --directory --owner=citegraph --group=citegraph --mode=0700 /data /cache
COPY --from=build /opt/citegraph /opt/citegraph
USER 10001
WORKDIR /home/citegraph
VOLUME ["/data", "/cache"]
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=90s --retries=5 \
    CMD ["python", "-c", "import os, urllib.request as r; r.urlopen(f\"http://127.0.0.1:{os.environ['CITEGRAPH_PORT']}/readyz\", timeout=4)"]
CMD ["citegraph", "serve"]
