"""Many ids or digests in one condition."""

from tansiq.models import ImportedRow, Site
from tansiq.platform.id_lists import among, among_digests, id_list
from tests.register import Register


def test_rows_are_found_among_many_ids(register: Register) -> None:
    work = register.intervention("SBD")
    sites = [register.site(work, code) for code in ("YE121121", "YE121122", "YE121001")]
    asked = [sites[0].id, sites[2].id, 10**6]
    assert {row.id for row in Site.select().where(among(Site.id, id_list(asked)))} == {sites[0].id, sites[2].id}
    assert not Site.select().where(among(Site.id, id_list([]))).exists()


def test_rows_are_found_among_many_digests(register: Register) -> None:
    site = register.site(register.intervention("SBD"), "YE121121")
    ImportedRow.create(site=site, fingerprint=b"\x00\xff'%s?\\", identity=b"i")
    found = ImportedRow.select().where(among_digests(ImportedRow.fingerprint, [b"", b"\x00\xff'%s?\\", b"x" * 16]))
    assert [row.site_id for row in found] == [site.id]
    assert not ImportedRow.select().where(among_digests(ImportedRow.fingerprint, [b"other"])).exists()
