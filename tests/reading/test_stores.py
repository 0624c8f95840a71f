"""Object stores: what lies in a bucket is read as in a folder; tested against an S3-compatible server on loopback."""

from __future__ import annotations

import gzip
import warnings
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import communique
from communique.reading import find_reports
from communique.records import Failure, Report

pytest.importorskip("moto.server", reason="moto is not installed")

TEXT = "The talks resume on Monday, the mediator said."
LINE = b'{"id": "%s", "text": "The talks resume on %s, the mediator said."}\n'


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """An S3 server with the bucket `press`."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # they are the server's own
        from moto.server import ThreadedMotoServer

        running = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
        running.start()
        host, port = running.get_host_and_port()
        _fill(f"http://{host}:{port}")
        yield f"http://{host}:{port}"
        running.stop()


def _fill(endpoint: str) -> None:
    import boto3

    client = boto3.client(
        "s3", endpoint_url=endpoint, region_name="us-east-1", aws_access_key_id="k", aws_secret_access_key="s"
    )
    client.create_bucket(Bucket="press")
    table = pa.BufferOutputStream()
    pq.write_table(pa.table({"id": ["p1", "p2"], "text": [f"{TEXT} One.", f"{TEXT} Two."]}), table)
    whole = table.getvalue().to_pybytes()
    for key, body in {
        "2016/a.jsonl": LINE % (b"a1", b"Monday") + LINE % (b"a2", b"Friday"),
        "2016/b/c.jsonl.gz": gzip.compress(LINE % (b"c", b"Sunday")),
        "2016/d.parquet": whole,
        "2016/cut.parquet": whole[: len(whole) // 2],
        "2016/empty.txt": b"",
        "2016/.hidden.txt": TEXT.encode(),
        "2016/style.css": b"p {}",
        "2015/old.txt": TEXT.encode(),
    }.items():
        client.put_object(Bucket="press", Key=key, Body=body)


@pytest.fixture(autouse=True)
def surroundings(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "AWS_ENDPOINT_URL": server,
        "AWS_ACCESS_KEY_ID": "k",
        "AWS_SECRET_ACCESS_KEY": "s",
        "AWS_REGION": "us-east-1",
        "AWS_EC2_METADATA_DISABLED": "true",
    }.items():
        monkeypatch.setenv(name, value)


def find(*inputs: str) -> tuple[list[str], list[Failure]]:
    found = list(find_reports(inputs))
    return [item.source for item in found if isinstance(item, Report)], [f for f in found if isinstance(f, Failure)]


def test_folder_of_a_bucket_is_read_whole_and_broken_files_cost_only_themselves() -> None:
    sources, failures = find("s3://press/2016")
    places = ["a.jsonl#1", "a.jsonl#2", "b/c.jsonl.gz#1", "d.parquet#1", "d.parquet#2"]
    assert sources == [f"s3://press/2016/{place}" for place in places]
    assert [failure.source for failure in failures] == [
        f"s3://press/2016/{name}" for name in ("cut.parquet", "empty.txt", "style.css")
    ]
    assert all(failure.hint for failure in failures)


def test_one_file_a_beginning_of_names_and_a_whole_bucket() -> None:
    assert find("s3://press/2015/old.txt") == (["s3://press/2015/old.txt"], [])
    assert find("S3://press/2016/a")[0] == ["s3://press/2016/a.jsonl#1", "s3://press/2016/a.jsonl#2"]
    assert len(find("s3://press")[0]) == 6


def test_endpoint_may_stand_in_the_address(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_ENDPOINT_URL")
    place = server.removeprefix("http://")
    assert len(find(f"s3://press/2015?endpoint_override={place}&scheme=http")[0]) == 1


@pytest.mark.parametrize(
    "address", ["s3://press/2017", "s3://elsewhere/2016", "s3://", "s3:///", "s3://pre ss/x", "gs:"]
)
def test_what_is_not_there_is_one_clear_line(address: str) -> None:
    sources, [failure] = find(address)
    assert not sources
    assert failure.source == address
    assert failure.hint


def test_keys_in_an_address_are_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    for address in ("s3://key:secret@press/2017", "s3://key:secret@/x", "s3://key:secret@press/x?nonsense=1"):
        _, [failure] = find(address)
        assert "secret" not in str(failure)


def test_server_that_is_not_there_is_one_clear_line_and_the_rest_goes_on(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
    (tmp_path / "here.txt").write_text(TEXT)
    sources, [failure] = find("s3://press/2016", (tmp_path / "here.txt").as_uri())
    assert sources == [str(tmp_path / "here.txt")]
    assert "cannot be read from the store" in failure.problem


def test_archive_in_a_store_makes_a_dossier(tmp_path: Path) -> None:
    folder = communique.init(tmp_path / "talks")
    done = communique.add(folder, ["s3://press/2016"])
    assert (done.new, len(done.failures)) == (5, 3)
    assert communique.add(folder, ["s3://press/2016"]).known == 5
    assert {row.id for row in communique.documents(folder)} == {"a1", "a2", "c", "p1", "p2"}
