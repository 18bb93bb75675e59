"""The catalogue importer: what it reads, what it refuses, and how it says so."""

import gzip
import json
from datetime import date
from pathlib import Path

import pytest

from retrieval.catalog import Mapping, ProductReader, read_products
from retrieval.errors import BadCatalogue, BadInput
from retrieval.values import Money, Product

JACKET = {
    "id": "J1",
    "title": "Rain jacket",
    "brand": "Tarn",
    "department": "Outdoor",
    "category": "Jackets",
    "currency": "EUR",
    "rating": 4.5,
    "rating_count": 12,
    "added": "2026-03-02",
    "codes": ["TJ-1"],
    "url": "/p/J1",
    "attributes": {"waterproof": True, "weight": {"value": 420, "unit": "g"}, "care": ["a", "b"]},
    "variants": [
        {"id": "J1-a", "options": {"color": "navy", "size": "M"}, "price": 119.9, "stock": 7},
        {"id": "J1-b", "options": {"colour": "red"}, "price": 99, "list_price": 149.9, "stock": 0},
    ],
}


def write(tmp_path: Path, *records: object, name: str = "c.jsonl") -> Path:
    lines = [r if isinstance(r, str) else json.dumps(r) for r in records]
    path = tmp_path / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def read(path: Path, **options: object) -> list[Product]:
    return list(read_products(path, **options))  # type: ignore[arg-type]


def refused(path: Path, **options: object) -> BadInput:
    with pytest.raises(BadInput) as caught:
        read(path, **options)
    return caught.value


def one(tmp_path: Path, **changes: object) -> Product:
    return read(write(tmp_path, {"id": "a", "title": "b"} | changes))[0]


def test_native_record_is_read_whole(tmp_path: Path) -> None:
    (jacket,) = read(write(tmp_path, JACKET))
    assert (jacket.product_id, jacket.brand, jacket.department) == ("J1", "Tarn", "Outdoor")
    assert jacket.added == date(2026, 3, 2)
    assert jacket.codes == ("TJ-1",)
    navy, red = jacket.variants
    assert dict(navy.options) == {"colour": "navy", "size": "M"}
    assert navy.price == Money(11990, "EUR")
    assert red.list_price == Money(14990, "EUR")
    assert (navy.in_stock, red.in_stock) == (True, False)
    weight = jacket.attribute("weight")
    assert weight is not None
    assert weight.text == "420 g"
    assert [a.value for a in jacket.attributes] == [True, 420, ("a", "b")]


def test_common_field_names_are_recognised(tmp_path: Path) -> None:
    record = {
        "sku": 17,
        "name": "Lamp",
        "vendor": "Lumo",
        "product_type": "Lighting",
        "body": "Warm light.",
        "price": "€1,299.00",
        "inventory": "4",
        "gtin": "40123",
        "Color": "Brass",
        "bulb_included": True,
    }
    (lamp,) = read(write(tmp_path, record))
    assert (lamp.product_id, lamp.title, lamp.brand) == ("17", "Lamp", "Lumo")
    assert lamp.variants[0].price == Money(129900, "EUR")
    assert lamp.variants[0].stock == 4
    assert dict(lamp.variants[0].options) == {"colour": "Brass"}
    assert lamp.codes == ("40123",)
    assert [a.name for a in lamp.attributes] == ["bulb_included"]


@pytest.mark.parametrize(
    ("written", "cents"),
    [
        (19.9, 1990),
        ("19,90 EUR", 1990),
        ("1.299,00", 129900),
        ("1,299", 129900),
        ("1.234.567", 123456700),
        ("0,125", 13),
        ("", None),
        (None, None),
        (0, 0),
    ],
)
def test_prices_as_people_write_them(tmp_path: Path, written: object, cents: int | None) -> None:
    price = one(tmp_path, price=written).variants[0].price
    assert (price.amount_minor if price else None) == cents


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"price": -1}, "negative"),
        ({"price": "free"}, "not a number"),
        ({"price": True}, "not a number"),
        ({"price": 10**12}, "beyond belief"),
        ({"stock": "plenty"}, "not a number"),
        ({"rating": 47}, "between 0 and 5"),
        ({"rating": "good"}, "not a number"),
        ({"added": "yesterday"}, "not like 2026-03-02"),
        ({"currency": "euros"}, "three-letter code"),
        ({"url": "javascript:alert(1)"}, "http"),
        ({"title": ""}, "has no title"),
        ({"title": "x" * 1001}, "longer than 1000"),
        ({"id": None}, "has no id"),
        ({"variants": [{"id": 1}, {"id": 1}]}, "stands twice"),
        ({"variants": ["red"]}, "not an object"),
        ({"attributes": {f"a{n}": n for n in range(1001)}}, "more than 1000"),
    ],
)
def test_bad_record_names_its_line_and_reason(
    tmp_path: Path, changes: dict[str, object], reason: str
) -> None:
    good = {"id": "ok", "title": "Good"}
    error = refused(write(tmp_path, good, {"id": "a", "title": "b"} | changes))
    assert error.line == 2
    assert reason in error.reason
    assert "c.jsonl, line 2" in str(error)


def test_duplicate_id_names_both_lines(tmp_path: Path) -> None:
    error = refused(write(tmp_path, {"id": 1, "title": "a"}, "", {"id": "1", "title": "b"}))
    assert (error.line, "line 1" in error.reason) == (3, True)


def test_two_currencies_in_one_catalogue_are_refused(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        {"id": 1, "title": "a", "currency": "USD"},
        {"id": 2, "title": "b", "currency": "EUR"},
    )
    assert "in EUR, the catalogue in USD" in refused(path).reason


def test_records_say_the_currency_when_nobody_else_does(tmp_path: Path) -> None:
    path = write(tmp_path, {"id": 1, "title": "a", "price": 5, "currency": "usd"})
    reader = read_products(path)
    assert next(reader).variants[0].price == Money(500, "USD")
    assert reader.currency == "USD"


def test_broken_json_names_line_and_column(tmp_path: Path) -> None:
    error = refused(write(tmp_path, JACKET, '{"id": 1, "title": }'))
    assert (error.line, error.column) == (2, 20)
    assert "line 2, column 20: broken JSON" in str(error)


@pytest.mark.parametrize(
    "line", ["[1]", "null", '"text"', '{"id": NaN, "title": "a"}', "[" * 100_000]
)
def test_json_that_is_no_record_is_refused(tmp_path: Path, line: str) -> None:
    assert refused(write(tmp_path, line)).line == 1


def test_skip_bad_reads_the_rest_and_says_what_was_left_out(tmp_path: Path) -> None:
    path = write(tmp_path, JACKET, "{", {"id": "x"}, JACKET, {"id": "y", "title": "Good"})
    reader = read_products(path, skip_bad=True)
    assert [p.product_id for p in reader] == ["J1", "y"]
    assert [(s.line, s.column) for s in reader.skipped] == [(2, 2), (3, None), (4, None)]


@pytest.mark.parametrize(
    ("name", "lines"), [("c.jsonl", ["{]"]), ("c.jsonl", ["{}"]), ("c.csv", ["id,title", "1,2,3"])]
)
def test_the_advice_names_the_command_that_leaves_bad_lines_out(
    tmp_path: Path, name: str, lines: list[str]
) -> None:
    advice = refused(write(tmp_path, *lines, name=name)).advice
    assert "storeclerk index --skip-bad" in advice


def test_bom_blank_lines_and_gzip_are_no_trouble(tmp_path: Path) -> None:
    path = tmp_path / "c.jsonl.gz"
    path.write_bytes(gzip.compress(b"\xef\xbb\xbf\n" + json.dumps(JACKET).encode() + b"\n\n"))
    assert [p.product_id for p in read(path)] == ["J1"]


def test_bytes_that_are_not_utf8_name_line_and_column(tmp_path: Path) -> None:
    path = tmp_path / "c.jsonl"
    path.write_bytes(json.dumps(JACKET).encode() + b'\n{"id": "caf\xe9"}\n')
    error = refused(path)
    assert (error.line, error.column) == (2, 12)
    path.write_bytes('{"id": "a"}'.encode("utf-16"))
    assert "UTF-16" in refused(path).reason


def test_damaged_gzip_is_one_clear_error(tmp_path: Path) -> None:
    path = tmp_path / "c.jsonl.gz"
    whole = gzip.compress(
        "\n".join(json.dumps({"id": n, "title": "t"}) for n in range(999)).encode()
    )
    path.write_bytes(whole[: len(whole) // 2])
    assert "can't be read" in refused(path).reason
    path.write_bytes(b"not gzip at all")
    assert "can't be read" in refused(path, skip_bad=True).reason


def test_empty_absent_and_unknown_are_refused(tmp_path: Path) -> None:
    assert "no product" in refused(write(tmp_path, "")).reason
    assert "not there" in refused(tmp_path / "absent.jsonl").reason
    assert "format" in refused(write(tmp_path, JACKET, name="c.txt")).reason
    assert "'jsonl'" in refused(write(tmp_path, JACKET), format="json").advice
    assert len(read(write(tmp_path, JACKET, name="c.txt"), format="jsonl")) == 1


def test_line_beyond_all_bounds_is_refused_without_reading_it_whole(tmp_path: Path) -> None:
    path = tmp_path / "c.jsonl"
    path.write_bytes(b'{"id": "' + b"x" * 5_000_000 + b'"}\n' + json.dumps(JACKET).encode())
    assert "longer than 4 MB" in refused(path).reason
    reader = read_products(path, skip_bad=True)
    assert [p.product_id for p in reader] == ["J1"]
    assert reader.skipped[0].line == 1


def test_text_is_data(tmp_path: Path) -> None:
    title = "  Mug\u0000\u0007 <script>\n\tof\u202etea  "
    assert one(tmp_path, title=title).title == "Mug <script> oftea"
    assert len(one(tmp_path, description="x" * 50_000).description) == 20_000


def test_reading_is_streaming(tmp_path: Path) -> None:
    reader = read_products(write(tmp_path, JACKET, "{broken"))
    assert isinstance(reader, ProductReader)
    assert next(reader).product_id == "J1"
    with pytest.raises(BadCatalogue):
        next(reader)


def test_csv_types_delimiters_and_quoted_lines(tmp_path: Path) -> None:
    text = (
        "id;title;price;colour;waterproof;weight;note\r\n"
        '1;"Rain; jacket";19,90;navy;TRUE;420;"two\r\nlines"\r\n'
        ";;;;;;\r\n2;Hat;5;;false;;007\r\n"
    )
    path = tmp_path / "c.csv"
    path.write_bytes(text.encode("utf-8-sig"))
    jacket, hat = read(path)
    assert jacket.title == "Rain; jacket"
    assert jacket.variants[0].price == Money(1990, "EUR")
    assert {a.name: a.value for a in jacket.attributes} == {
        "waterproof": True,
        "weight": 420,
        "note": "two lines",
    }
    assert {a.name: a.value for a in hat.attributes} == {"waterproof": False, "note": "007"}


def test_csv_faults_name_the_line_where_the_row_begins(tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    path.write_text('id,title,note\n1,a,"x\ny"\n2,b\n3,c,z\n', encoding="utf-8")
    error = refused(path)
    assert (error.line, "2 cells" in error.reason) == (4, True)
    reader = read_products(path, skip_bad=True)
    assert [p.product_id for p in reader] == ["1", "3"]
    path.write_text("id,title,id\n1,a,b\n", encoding="utf-8")
    assert "twice" in refused(path).reason


def test_mapping_decides_names_types_units_and_prices(tmp_path: Path) -> None:
    mapping = Mapping.model_validate(
        {
            "fields": {"id": "ref", "title": "label", "price": "p", "ignore": ["img_*"]},
            "options": {"colour": "attr_t_finish"},
            "price": {"unit": "minor", "missing": [0], "currency": "USD"},
            "attributes": {
                "text_prefixes": "attr_t_",
                "number_prefixes": "attr_n_",
                "flag_prefixes": "attr_b_",
                "unit_suffixes": {"_mm": "mm"},
                "units": {"weight": "g"},
                "values": {"sex": {"F": "women"}},
                "keep_others": False,
            },
        }
    )
    record = {
        "ref": "a",
        "label": "Mouse",
        "p": 1995,
        "attr_t_finish": "Black",
        "attr_n_depth_mm": 40.0,
        "attr_n_weight": 90,
        "attr_b_wireless": "true",
        "attr_t_sex": "F",
        "img_1": "x.jpg",
        "other": "y",
    }
    path = write(tmp_path, record, record | {"ref": "b", "p": 0})
    first, second = read(path, mapping=mapping)
    assert first.variants[0].price == Money(1995, "USD")
    assert second.variants[0].price is None
    assert dict(first.variants[0].options) == {"colour": "Black"}
    assert [(a.name, a.value, a.unit) for a in first.attributes] == [
        ("depth", 40, "mm"),
        ("weight", 90, "g"),
        ("wireless", True, ""),
        ("sex", "women", ""),
    ]


def names(product: Product) -> set[str]:
    return {one.name for one in product.attributes}


def test_what_is_a_shops_own_business_is_left_out_and_told(tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    path.write_text(
        "id,title,brand,Margin,costPrice,supplier,Internal notes,material,shipping_cost\n"
        "1,Kettle,Boil,42%,9.90,ACME,slow seller,steel,4.90\n",
        encoding="utf-8",
    )
    reader = read_products(path)
    (kettle,) = reader
    assert names(kettle) == {"material", "shipping_cost"}
    assert reader.left_out == ("margin", "cost_price", "supplier", "internal_notes")
    assert kettle.brand == "Boil"


def test_nested_attributes_are_no_way_around(tmp_path: Path) -> None:
    assert names(one(tmp_path, attributes={"margin": "42%", "material": "steel"})) == {"material"}


def test_a_mapping_shows_one_that_looks_internal_or_has_a_list_of_its_own(tmp_path: Path) -> None:
    record = {"id": "a", "title": "b", "margin": "1", "supplier": "ACME", "buyer": "Jo"}
    path = write(tmp_path, record)
    fields = {"fields": {"id": "id", "title": "title"}}
    shows = Mapping.model_validate(fields | {"attributes": {"show": "supplier"}})
    assert names(read(path, mapping=shows)[0]) == {"supplier", "buyer"}
    own = Mapping.model_validate(fields | {"attributes": {"internal": ["buyer"]}})
    assert names(read(path, mapping=own)[0]) == {"margin", "supplier"}
    assert names(read(path, mapping=own.showing(["buyer"]))[0]) == {"margin", "supplier", "buyer"}


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("<p>A <b>light</b>weight kettle.</p><p>Boils<br/>fast</p>",
         "A lightweight kettle. Boils fast"),
        ("Salt &amp; pepper &#8364;5 &nbsp;R&D", "Salt & pepper €5 R&D"),
        ("<style>p {color: red}</style>Fits <!-- not --> all", "Fits all"),
        ("5 < 6, weight <3 kg, a > b", "5 < 6, weight <3 kg, a > b"),
        ("&lt;b&gt;", "<b>"),
    ],
)  # fmt: skip
def test_html_in_a_description_is_read_for_its_words(
    tmp_path: Path, written: str, shown: str
) -> None:
    assert one(tmp_path, description=written).description == shown


def test_foreign_names_are_told_with_the_mapping_that_mends_them(tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    path.write_text("Artikelnr,Bezeichnung\n1,Kessel\n", encoding="utf-8")
    told = str(refused(path))
    assert "Its fields are Artikelnr, Bezeichnung" in told
    assert "--mapping FILE" in told
    path.write_text("id,title\n1,Kettle\n2,\n", encoding="utf-8")
    assert "--mapping" not in str(refused(path))


def test_a_spreadsheet_is_to_be_saved_as_csv(tmp_path: Path) -> None:
    assert "Save it as CSV" in str(refused(tmp_path / "goods.xlsx"))
