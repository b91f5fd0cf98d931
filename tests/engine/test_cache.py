"""The cache returns what was put into it, or nothing; no one else may read it."""

import hashlib
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from lembar.engine.cache import Cache
from lembar.engine.cachefolder import MOST_RECORDS, cache_folder, forget_old, room_of, use
from lembar.engine.explain import Inputs, read_inputs, write_inputs
from lembar.errors import Place, problem
from lembar.writers import Written
from tests.built import ROOT

KEY, OTHER = "ab" * 32, "cd" * 32
FOUND = problem("code", Place("a.md", 3, 4), "hint", "warning", name="{x}\n“y”")
WRITTEN = Written(b"\0\n\xff secret\n", 3, (FOUND, problem("other")), b"\x89PNG\n")


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_what_was_put_is_returned(tmp_path):
    cache = Cache(tmp_path)
    assert cache.get(KEY) is None
    cache.put(KEY, WRITTEN)
    cache.put(OTHER, Written(b""))
    assert cache.get(KEY) == WRITTEN
    assert Cache(tmp_path).get(OTHER) == Written(b"")


@pytest.mark.parametrize("at", [0, 70, 100, 150, -1])
def test_an_entry_that_was_changed_is_gone(tmp_path, at):
    cache = Cache(tmp_path)
    cache.put(KEY, WRITTEN)
    (path,) = files(tmp_path)
    content = bytearray(path.read_bytes())
    content[at] ^= 1
    path.write_bytes(content)
    assert cache.get(KEY) is None
    assert files(tmp_path) == []


@pytest.mark.parametrize("length", [0, 10, 64, 65, 66, 120])
def test_an_entry_that_was_cut_off_is_gone(tmp_path, length):
    cache = Cache(tmp_path)
    cache.put(KEY, WRITTEN)
    (path,) = files(tmp_path)
    path.write_bytes(path.read_bytes()[:length])
    assert cache.get(KEY) is None


def test_a_folder_that_is_there_keeps_its_mode(tmp_path):
    before = stat.S_IMODE(tmp_path.stat().st_mode)
    tmp_path.chmod(0o755)
    assert cache_folder(tmp_path) == tmp_path
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o755 or os.name != "posix"
    tmp_path.chmod(before)


def test_what_another_lembar_kept_is_none(tmp_path):
    cache = Cache(tmp_path)
    cache.put(KEY, WRITTEN)
    (path,) = files(tmp_path)
    rest = b'{"other": 1}\ncontent'
    path.write_bytes(hashlib.sha256(rest).hexdigest().encode() + b"\n" + rest)
    assert cache.get(KEY) is None


@pytest.mark.skipif(os.name != "posix", reason="no such modes on this system")
def test_no_one_else_may_read_it(tmp_path):
    folder = cache_folder(tmp_path / "kept")
    assert folder is not None
    Cache(folder).put(KEY, WRITTEN)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert [stat.S_IMODE(path.stat().st_mode) for path in files(folder)] == [0o600]


def test_what_was_not_used_for_longest_goes_first(tmp_path):
    cache = Cache(tmp_path, room=2500)
    for at in range(5):
        cache.put(f"{at:064}", Written(bytes(600)))
        path = next(each for each in files(tmp_path) if each.name == f"{at:064}")
        os.utime(path, (1000 + at, 1000 + at))
    assert cache.get(f"{0:064}") is not None  # used again, so it stays
    cache.trim()
    assert {int(each.name) for each in files(tmp_path)} == {0, 3, 4}


def test_a_cache_within_its_room_keeps_all(tmp_path):
    cache = Cache(tmp_path, room=10_000)
    for at in range(5):
        cache.put(f"{at:064}", Written(bytes(600)))
    cache.trim()
    assert len(files(tmp_path)) == 5


def test_a_folder_that_can_not_be_written_keeps_nothing(tmp_path):
    (tmp_path / "files").write_text("not a folder")
    cache = Cache(tmp_path)
    cache.put(KEY, WRITTEN)
    cache.put(KEY, WRITTEN)
    assert cache.failed is not None
    assert cache.get(KEY) is None


def test_two_builds_use_one_cache(tmp_path):
    code = (
        "from pathlib import Path; from lembar.engine.cache import Cache;"
        f"from lembar.writers import Written; cache = Cache(Path({str(tmp_path)!r}))\n"
        "for at in range(300):\n"
        "    key = f'{at % 7:064}'; made = bytes([at % 7]) * 50_000\n"
        "    cache.put(key, Written(made)); found = cache.get(key)\n"
        "    assert found is None or found.content == made\n"
        "    if at % 50 == 0: cache.trim()\n"
    )
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    both = [subprocess.Popen([sys.executable, "-c", code], env=env) for _ in range(2)]
    assert [each.wait() for each in both] == [0, 0]
    assert len(files(tmp_path)) == 7  # and nothing half written beside them


def test_where_it_stands(tmp_path):
    assert cache_folder(tmp_path / "a", {"LEMBAR_CACHE": "b"}) == tmp_path / "a"
    assert cache_folder(None, {"LEMBAR_CACHE": str(tmp_path / "b")}) == tmp_path / "b"
    assert cache_folder(None, {"LEMBAR_CACHE": "off"}) is None
    assert cache_folder(Path("off"), {}) is None


def test_how_large_it_grows():
    assert room_of({"LEMBAR_CACHE_SIZE": "3"}) == 3 * 1024 * 1024
    assert room_of({"LEMBAR_CACHE_SIZE": "many"}) == room_of({}) > 2**30


def test_records_that_were_not_used_for_longest_are_forgotten(tmp_path):
    for at in range(6):
        (tmp_path / f"{at}").write_text("record")
        os.utime(tmp_path / f"{at}", (1000 + at, 1000 + at))
    use(tmp_path / "1")
    forget_old(tmp_path, 3)
    assert [each.name for each in files(tmp_path)] == ["1", "4", "5"]
    forget_old(tmp_path / "nowhere", 3)


def test_what_builds_read_is_not_kept_for_ever(tmp_path):
    for at in range(MOST_RECORDS + 20):
        write_inputs(tmp_path, tmp_path, tmp_path / f"{at}", Inputs(f"{at}", {}, {}, {}))
        (newest,) = [each for each in files(tmp_path) if f'"{at}"' in each.read_text()]
        os.utime(newest, (1000 + at, 1000 + at))
    assert len(files(tmp_path)) == MOST_RECORDS
    assert read_inputs(tmp_path, tmp_path, tmp_path / "0") is None
    last = read_inputs(tmp_path, tmp_path, tmp_path / f"{MOST_RECORDS + 19}")
    assert last is not None
    assert last.machinery == f"{MOST_RECORDS + 19}"
