"""Files of records: what is read from them, and each fault with its place and its cure."""

from __future__ import annotations

import json
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from two_customers import CUSTOMERS, GIFT_CARDS, ORDERS

from actions.config import PROJECT_ROOT
from actions.errors import BadInput
from actions.records import Batch, Fault, check, read_files

DUBLIN = ZoneInfo("Europe/Dublin")
CUSTOMER_CSV = """id;name;email;street;city;postcode;country;consent_marketing
C1;Ada Bell;ada@shop.example;1 Quay;Dublin;D01 A123;Ireland;no
"""
ORDER_CSV = """\
id,customer_id,placed,state,product_id,variant_id,title,quantity,price,shipping,paid_by
7,C1,2026-06-05T10:22:00,shipped,K,K-RED,Kettle,2,19.90,4.9,card
7,,,,M,,Mug,1,9,,
8,C1,2026-06-06T10:22:00,pending,M,M-1,Mug,,9.00,0,
"""


def read(*files: Path) -> tuple[Batch, list[Fault]]:
    faults: list[Fault] = []
    raws = read_files(files, "EUR", lambda place, why: faults.append(Fault(place, "", why)))
    batch, wrong = check(raws, DUBLIN)
    return batch, faults + wrong


def lines(path: Path, *records: object) -> Path:
    path.write_text("".join(json.dumps(one) + "\n" for one in records), encoding="utf-8")
    return path


def test_the_sample_shops_own_files_are_the_format() -> None:
    catalog = PROJECT_ROOT / "data" / "catalog"
    names = ("customers.jsonl", "orders.jsonl", "gift_cards.jsonl")
    batch, faults = read(*(catalog / name for name in names))
    assert faults == []
    assert (len(batch.customers), len(batch.orders), len(batch.gift_cards)) == (200, 700, 20)


def test_what_a_record_is_is_told_by_its_fields(tmp_path: Path) -> None:
    batch, faults = read(lines(tmp_path / "all.jsonl", *ORDERS, *GIFT_CARDS, *CUSTOMERS))
    assert faults == []
    assert sorted(batch.customers) == ["C1", "C2"]
    assert list(batch.gift_cards) == ["GCAB2C9XYZ"]
    assert batch.orders["20001"]["total"] == "24.80"


def test_a_moment_with_a_zone_is_the_shops_local_time(tmp_path: Path) -> None:
    order = ORDERS[0] | {"placed": "2026-06-05T10:22:00Z"}
    batch, _ = read(lines(tmp_path / "orders.jsonl", order))
    assert batch.orders["20001"]["placed"] == "2026-06-05T11:22:00"


def test_rows_of_a_csv_are_the_same_records(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text(CUSTOMER_CSV)
    (tmp_path / "orders.csv").write_text(ORDER_CSV)
    batch, faults = read(tmp_path / "people.csv", tmp_path / "orders.csv")
    assert faults == []
    ada = batch.customers["C1"]
    assert (ada["address"]["country"], ada["consent"]) == ("IE", {"marketing": False})
    seven, eight = batch.orders["7"], batch.orders["8"]
    assert [(one["variant_id"], one["quantity"]) for one in seven["items"]] == [
        ("K-RED", 2), ("M", 1)
    ]  # fmt: skip
    assert (seven["total"], seven["currency"]) == ("53.70", "EUR")
    assert seven["payments"] == [{"kind": "card", "amount": "53.70", "method_id": ""}]
    assert (eight["total"], eight["payments"]) == ("9.00", [])


@pytest.mark.parametrize(
    ("record", "told"),
    [
        (ORDERS[0] | {"state": "teleported"}, "state: Input should be 'pending'"),
        (ORDERS[0] | {"statee": "pending"}, "statee: is no field of ours. Did you mean state?"),
        (ORDERS[0] | {"placed": "05/06/2026"}, "placed: Input should be a valid datetime"),
        (ORDERS[0] | {"total": "24,80"}, "total: Input should be a valid decimal"),
        (ORDERS[0] | {"currency": "EURO"}, "currency: \"EURO\" is not an ISO 4217"),
        (ORDERS[0] | {"id": "1" * 65}, "id: has 1 to 64 letters"),
        (ORDERS[0] | {"items": []}, "items: List should have at least 1 item"),
        (CUSTOMERS[0] | {"email": "ada"}, 'email: "ada" is no e-mail address'),
        (CUSTOMERS[0] | {"adress": {}}, "adress: is no field of a customer. Did you mean address?"),
        (CUSTOMERS[0] | {"consent": {"marketing": "yes"}}, "consent: holds true or false"),
        (CUSTOMERS[0] | {"consent": {"letters": True}}, 'consent: "letters" is none of service'),
        (
            CUSTOMERS[0] | {"payment_methods": [{"id": "4", "kind": "card",
                                                 "label": "4111 1111 1111 1111"}]},
            "payment_methods: holds a whole card number",
        ),
        ({"name": "Ada"}, "is no record of ours: one has id and email"),
    ],
)  # fmt: skip
def test_a_wrong_field_is_told_with_file_and_line(
    tmp_path: Path, record: object, told: str
) -> None:
    path = lines(tmp_path / "records.jsonl", ORDERS[1], record)
    _, faults = read(path)
    assert str(faults[0]).startswith(f"{path}:2: {told}")
    assert len(faults) == 1


def test_a_customers_own_fields_are_kept(tmp_path: Path) -> None:
    path = lines(tmp_path / "a.jsonl", CUSTOMERS[0] | {"joined_at": "2020", "tier": "gold"})
    batch, faults = read(path)
    assert faults == []
    assert batch.customers["C1"]["tier"] == "gold"


def test_all_faults_are_told_broken_lines_too(tmp_path: Path) -> None:
    path = lines(tmp_path / "records.jsonl", CUSTOMERS[0], CUSTOMERS[0])
    path.write_text(path.read_text() + "{broken\n" + json.dumps({"email": "x@y"}) + "\n")
    _, faults = read(path)
    told = sorted(str(fault).removeprefix(f"{path}:") for fault in faults)
    assert [one.split(": ")[:2] for one in told] == [
        ["2", f"customer C1 is already at {path}:1"], ["3", "broken JSON"], ["4", "id"]
    ]  # fmt: skip


def test_rows_of_one_order_that_contradict_each_other_are_told(tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_text(ORDER_CSV.replace("7,,,,M", "7,C2,,,M"))
    _, faults = read(path)
    assert [str(one) for one in faults] == [
        f"{path}:3: customer_id: order 7 says 'C1' on line 2 and 'C2' here"
    ]


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("a.xlsx", "PK", "save it as CSV"),
        ("a.txt", "", r"records are read from \.jsonl and \.csv"),
        ("a.csv", "order,mail\n1,a@b\n", "say neither customers nor orders"),
        ("a.csv", "id,email,strete\n1,a@b.c,x\n", "no column strete for customers. Did you mean"),
        ("a.csv", "id,id\n1,2\n", "stands twice"),
    ],
)
def test_a_file_of_another_sort_is_refused_with_what_to_do(
    tmp_path: Path, name: str, text: str, told: str
) -> None:
    (tmp_path / name).write_text(text)
    with pytest.raises(BadInput, match=told):
        read(tmp_path / name)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"none\.jsonl is not there"):
        read(tmp_path / "none.jsonl")
