"""Tables of firms as users give them."""

from __future__ import annotations

from pathlib import Path

import openpyxl

FIRMS = (
    "Name;Kind;Staff;Focal;Candidate\nÅlv;provider;45;x;\nBuyer;customer;200;;\nPart;partner;9;;x\n"
)


def workbook(path: Path, *rows: list[object], name: str = "firms") -> Path:
    book = openpyxl.Workbook()
    book.active.title = name
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path
