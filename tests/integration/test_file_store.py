"""The files of the documents in a folder and in a real store that speaks S3's protocol."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from api.bootstrap import GraphServices
from api.cli.diagnosis import examine, leaving_text
from api.http.routes.originals import get_original
from api.jobs.opening import open_jobs
from api.jobs.service import Upload
from api.settings import Settings, load_settings
from api.transfer.library_files import file_parts, write_files
from extraction.load.ocr.page import RecognisedPage
from extraction.state.file_store import FileStore, FolderFiles, ObjectFiles
from extraction.state.library import DocumentLibrary
from kg.store import Neo4jGraphStore
from schemas.errors import BackendError, ConfigError, NotFoundError
from tests.conftest import new_database
from tests.fakes.embedder import FakeEmbedder
from tests.fakes.gated_extractor import GatedExtractor
from tests.fakes.object_store import ObjectStore, running_object_store
from tests.unit.test_library import a_document


@pytest.fixture(scope="module")
def object_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ObjectStore]:
    with running_object_store(tmp_path_factory.mktemp("objects")) as store:
        yield store


@pytest.fixture
def bucket(object_store: ObjectStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The URL of an empty folder in the bucket, with the variables that lead to it."""
    for name, value in object_store.environment.items():
        monkeypatch.setenv(name, value)
    return f"s3://{object_store.bucket}/{tmp_path.name}"


@pytest.fixture(params=["folder", "bucket"])
def files(request: pytest.FixtureRequest, tmp_path: Path) -> FileStore:
    if request.param == "folder":
        return FolderFiles(tmp_path)
    return ObjectFiles(f"{request.getfixturevalue('bucket')}/documents")


def test_files_are_written_read_listed_and_deleted(files: FileStore) -> None:
    files.write("texts/ä b.json", b"Ada")
    files.write("texts/ä b.json", b"Zoe")
    files.write("originals/1/content", b"")
    files.write("originals/1/x", b"x" * 300_000)
    assert files.read("texts/ä b.json") == b"Zoe"
    assert files.read("originals/1/content") == b""
    assert len(files.read("originals/1/x")) == 300_000
    assert (files.has("originals/1/x"), files.has("originals/1/y"), files.has("originals/1")) == (
        True,
        False,
        False,
    )
    assert files.names("originals") == files.names("originals/1") == ["originals/1/content", "originals/1/x"]
    assert files.names("nothing") == []
    files.delete(["originals/1/x", "originals/1/y", "originals/2/x"])
    assert files.names("originals") == ["originals/1/content"]
    with pytest.raises(FileNotFoundError):
        files.read("originals/1/x")
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda _: files.write("chunks/1.json", b"Ada" * 50_000), range(20)))
    assert files.read("chunks/1.json") == b"Ada" * 50_000


def test_a_library_in_a_bucket_keeps_and_forgets_as_one_in_a_folder(bucket: str, tmp_path: Path) -> None:
    library = DocumentLibrary(tmp_path, ObjectFiles(bucket))
    first, second = library.keep_all([a_document("z.zip#a.txt"), a_document("z.zip#b.txt")], b"an archive")
    library.keep_chunks(first, ())
    library.recognised_pages(first).keep(1, "k", RecognisedPage("none", (1.0, 1.0), ()))
    assert library.get(first).source == "z.zip#a.txt"
    assert library.original(second, "f" * 64) == b"an archive"
    assert library.original_file(second, "f" * 64) is None
    library.delete(first)
    assert (library.holds(first), library.holds(second)) == (False, True)
    assert library.original(second, "f" * 64) == b"an archive"
    library.delete(second)
    assert library.files.names("") == []
    with pytest.raises(NotFoundError, match="not kept here"):
        library.original(second, "f" * 64)


def test_an_export_of_a_folder_can_be_read_into_a_bucket(bucket: str, tmp_path: Path) -> None:
    library, other = DocumentLibrary(tmp_path), DocumentLibrary(tmp_path / "other", ObjectFiles(bucket))
    (identifier,) = library.keep_all([a_document()], b"a" * 2_000_000)
    write_files(other, file_parts(library))
    assert other.get(identifier) == library.get(identifier)
    assert list(file_parts(other)) == list(file_parts(library))
    other.delete(identifier)
    assert other.files.names("") == []


@pytest.mark.parametrize(
    ("wrong", "retryable"),
    [
        (("AWS_SECRET_ACCESS_KEY", "wrong", ""), False),
        (("AWS_ENDPOINT_URL", "http://127.0.0.1:1", ""), True),
        (("AWS_REGION", "us-east-1", "s3://no-such-bucket"), False),
    ],
)
async def test_a_store_that_cannot_be_used_is_said(
    bucket: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    wrong: tuple[str, str, str],
    *,
    retryable: bool,
) -> None:
    variable, value, url = wrong
    monkeypatch.setenv(variable, value)
    files = ObjectFiles(url or bucket)
    for use in (lambda: files.names("texts"), lambda: files.write("texts/1", b"Ada")):
        with pytest.raises(BackendError, match="cannot be used") as caught:
            use()
        assert "CITEGRAPH_FILES_URL" in caught.value.remedy
    assert caught.value.retryable == retryable
    settings = load_settings(home=tmp_path, files_url=url or bucket)
    found = {finding.name: finding for finding in (await examine(settings)).findings}
    assert found["documents"].state == "broken"


def test_a_url_that_names_no_bucket_is_refused(tmp_path: Path) -> None:
    for url in ("ftp://bucket", "s3://", "/a/folder"):
        with pytest.raises(ConfigError, match="CITEGRAPH_FILES_URL"):
            load_settings(home=tmp_path, files_url=url)
    with pytest.raises(ConfigError, match="empty path segment"):
        ObjectFiles("s3://bucket/a//b")


async def test_two_machines_share_the_documents_in_a_bucket(
    bucket: str, store: Neo4jGraphStore, embedder: FakeEmbedder, postgres_url: str, tmp_path: Path
) -> None:
    jobs_url = new_database(postgres_url, "objects")

    def machine(name: str) -> GraphServices:
        return GraphServices(
            _settings(bucket, jobs_url, tmp_path / name), store, embedder=embedder, extractor=GatedExtractor()
        )

    here, there = machine("here"), machine("there")
    content = b"Ada wrote the Notes."
    async with open_jobs(here, role="sender") as sender, open_jobs(there):
        job = await sender.wait((await sender.submit([Upload(name="notes.txt", content=content)])).id)
        assert (job.state, job.error) == ("done", "")
        (document,) = await store.reader.documents.page()
        sent = await get_original(document.id, there)
        assert sent.body == content
        assert sent.headers["content-disposition"] == "attachment; filename*=UTF-8''notes.txt"
        assert here.library.get(document.id).text == there.library.get(document.id).text == content.decode()
        await sender.delete_document(document.id)
    assert there.library.files.names("") == []
    found = {finding.name: finding for finding in (await examine(here.settings)).findings}
    assert (found["documents"].state, bucket in found["documents"].message) == ("ok", True)
    assert leaving_text(here.settings) == ()


def _settings(bucket: str, jobs_url: str, home: Path) -> Settings:
    return load_settings(home=home, schema_mode="open", jobs_url=jobs_url, files_url=f"{bucket}/documents/")
