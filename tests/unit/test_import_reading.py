"""Files as they come: encodings, delimiters, broken rows, and what is no table at all."""

import pytest

from storage.errors import ImportFailed
from storage.importers.reading import MAX_LINE, inspect_file, rows


def sheet_of(tmp_path, content, **options):
    path = tmp_path / "file.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return inspect_file(path, **options)


def cells_of(sheet):
    return [row.cells for row in rows(sheet) if row.fault is None]


def refused(tmp_path, content, said):
    with pytest.raises(ImportFailed, match=said) as error:
        list(rows(sheet_of(tmp_path, content)))
    assert "file.csv" in str(error.value)
    assert "Nothing was imported" in str(error.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_encoding_and_delimiter_are_found_out(tmp_path, encoding, delimiter):
    text = delimiter.join(["Firma", "Größe"]) + "\r\n" + delimiter.join(["Müller & Söhne", "12"]) + "\r\n"
    sheet = sheet_of(tmp_path, text.encode(encoding))
    assert sheet.headers == ("Firma", "Größe")
    assert cells_of(sheet) == [["Müller & Söhne", "12"]]


def test_a_comma_in_semicolon_values_does_not_mislead(tmp_path):
    sheet = sheet_of(tmp_path, "Firma;Umsatz;Ort\nA, B und C;1.234,5;Köln, Rhein\nD;2,5;X\n")
    assert sheet.delimiter == ";"


def test_the_sep_line_of_a_spreadsheet_is_obeyed(tmp_path):
    sheet = sheet_of(tmp_path, "sep=|\nname|size\nAcme|1\n")
    assert [(row.line, row.cells) for row in rows(sheet)] == [(3, ["Acme", "1"])]


def test_lines_are_counted_as_an_editor_counts_them(tmp_path):
    sheet = sheet_of(tmp_path, 'name,text\nA,"one\ntwo"\n\nB,x\n')
    assert [row.line for row in rows(sheet)] == [2, 5]
    assert cells_of(sheet)[0] == ["A", "one\ntwo"]


def test_ragged_rows_carry_their_fault(tmp_path):
    sheet = sheet_of(tmp_path, "a,b,c\n1,2\n1,2,3\n1,2,3,4\n1,2,3,,\n")
    found = list(rows(sheet))
    assert [row.fault for row in found] == [
        "it has 2 cells where the header has 3",
        None,
        "it has 4 cells where the header has 3",
        None,
    ]
    assert [row.line for row in found] == [2, 3, 4, 5]


def test_a_broken_quotation_spoils_its_row_only(tmp_path):
    sheet = sheet_of(tmp_path, 'a,b\n1,2\n"x" y,3\n4,5\n')
    found = list(rows(sheet))
    assert [bool(row.fault) for row in found] == [False, True, False]
    assert "quotation" in found[1].fault


def test_duplicate_and_empty_headers_get_names(tmp_path):
    sheet = sheet_of(tmp_path, "Name,Name,,City\nA,B,C,D\n")
    assert sheet.headers == ("Name", "Name (2)", "column 3", "City")
    assert any("twice" in warning for warning in sheet.warnings)


def test_a_few_broken_bytes_do_not_change_the_encoding(tmp_path):
    good = "".join(f"Müller {number},Köln\n" for number in range(30))
    sheet = sheet_of(tmp_path, ("name,city\n" + good).encode() + b"Sm\xff\xfeth,Bonn\n")
    found = list(rows(sheet))
    assert sheet.encoding == "utf-8"
    assert found[0].cells == ["Müller 0", "Köln"]
    assert found[-1].fault == "it holds bytes that are not UTF-8"


def test_what_is_no_table_is_refused(tmp_path):
    refused(tmp_path, b"", "is empty")
    refused(tmp_path, b"  \n \n", "is empty")
    refused(tmp_path, b"PK\x03\x04rest of a workbook", "Excel")
    refused(tmp_path, b"\x1f\x8b\x08compressed", "compressed")
    refused(tmp_path, b"a,b\n1,\x00\x00\x00\n", "NUL")
    refused(tmp_path, b"\x89\x00\x01\x02" * 1000, "NUL")


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(ImportFailed, match="cannot be read"):
        inspect_file(tmp_path / "none.csv")


def test_a_line_of_fifty_megabytes_is_refused(tmp_path):
    path = tmp_path / "file.csv"
    with path.open("wb") as file:
        file.write(b"name,size\nAcme,1\n")
        for _ in range(50):
            file.write(b"x" * 1_000_000)
    with pytest.raises(ImportFailed, match=rf"more than {MAX_LINE:,} characters \(line 3\)"):
        list(rows(inspect_file(path)))


def test_a_quotation_never_closed_is_refused_with_its_line(tmp_path):
    text = 'name,size\nAcme,1\n"never closed,2\n' + "some,more\n" * 300_000
    refused(tmp_path, text, "from line 3 on")


def test_nul_bytes_far_into_a_file_spoil_their_row(tmp_path):
    body = "".join(f"Acme {number},{number}\n" for number in range(40_000)).encode()
    sheet = sheet_of(tmp_path, b"name,size\n" + body + b"Bad\x00,1\n")
    assert [row.fault for row in rows(sheet) if row.fault] == ["it holds NUL bytes"]


def test_a_declared_encoding_that_does_not_fit_is_told(tmp_path):
    path = tmp_path / "file.csv"
    path.write_bytes("name\nMüller\n".encode("cp1252"))
    with pytest.raises(ImportFailed, match="Declare its encoding"):
        list(rows(inspect_file(path, encoding="utf-8")))
