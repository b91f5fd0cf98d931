import io
import zipfile

from lembar.writers.zips import pack, repack


def test_repacking_forgets_times_and_order():
    def made(names: list[str], year: int) -> bytes:
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as archive:
            for name in names:
                archive.writestr(zipfile.ZipInfo(name, (year, 5, 6, 7, 8, 9)), name * 50)
        return target.getvalue()

    first = repack(made(["b.xml", "_rels/.rels", "[Content_Types].xml", "a.xml"], 1999))
    assert first == repack(made(["a.xml", "[Content_Types].xml", "b.xml", "_rels/.rels"], 2020))
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert archive.namelist() == ["[Content_Types].xml", "_rels/.rels", "a.xml", "b.xml"]
        assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.read("a.xml") == b"a.xml" * 50


def test_packing_keeps_the_order_given():
    with zipfile.ZipFile(io.BytesIO(pack([("z", b"1"), ("a", b"2")]))) as archive:
        assert archive.namelist() == ["z", "a"]
        assert archive.testzip() is None
