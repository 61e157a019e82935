"""The rows of our own import bench, read by openpyxl and written by SQLAlchemy's bulk insert, one thread.

    pip install openpyxl sqlalchemy "psycopg[binary]"
    python bench/registry/peer_openpyxl.py SHEET.xlsx DATABASE_URL

It checks the digit of each number, as we do, and writes a person and an engagement a row with the indexes a list needs,
in one transaction. It seals nothing, looks for nobody in lists, and makes no rosters, search index or audit entries.
"""

import resource
import sys
import time
import uuid

try:
    import openpyxl
    import sqlalchemy as sa
except ImportError as missing:
    sys.exit(f"peer (openpyxl): not run, {missing}: see the first lines of bench/registry/peer_openpyxl.py")

sheet, url = sys.argv[1:3]
engine = sa.create_engine(url.replace("postgres://", "postgresql+psycopg://", 1))
tables = sa.MetaData()
person = sa.Table(
    "peer_person",
    tables,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("name", sa.String, nullable=False),
    sa.Column("document_kind", sa.String, nullable=False),
    sa.Column("document", sa.String, nullable=False, unique=True),
    sa.Column("phone", sa.String, index=True),
    sa.Column("birth_date", sa.String),
)
engagement = sa.Table(
    "peer_engagement",
    tables,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("site", sa.Integer, nullable=False),
    sa.Column("person", sa.ForeignKey("peer_person.id"), nullable=False, index=True),
    sa.Column("crew", sa.String, index=True),
    sa.Column("trade", sa.String),
    sa.Column("state", sa.String, nullable=False),
    sa.Index("peer_engagement_by_site", "site", "state", "person"),
)

WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]


def checked(document: str) -> bool:
    """GB 11643-1999, the check digit."""
    if len(document) != 18 or not document[:17].isdigit():
        return False
    rest = sum(int(digit) * weight for digit, weight in zip(document, WEIGHTS)) % 11
    return "10X98765432"[rest] == document[17]


started = time.perf_counter()
book = openpyxl.load_workbook(sheet, read_only=True)
rows = book.worksheets[0].iter_rows(min_row=2, values_only=True)
people, engagements = [], []
for name, kind, document, phone, crew, trade, birth in rows:
    if not name or not checked(document or ""):
        continue
    key = str(uuid.uuid4())
    people.append(
        {"id": key, "name": name, "document_kind": kind, "document": document, "phone": phone, "birth_date": birth}
    )
    engagements.append(
        {"id": str(uuid.uuid4()), "site": 1, "person": key, "crew": crew, "trade": trade, "state": "active"}
    )
read = time.perf_counter()
tables.drop_all(engine)
tables.create_all(engine)
written_from = time.perf_counter()
with engine.begin() as connection:
    connection.execute(sa.insert(person), people)
    connection.execute(sa.insert(engagement), engagements)
written = time.perf_counter()
tables.drop_all(engine)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
print(
    f"peer (openpyxl {openpyxl.__version__} + SQLAlchemy {sa.__version__}, {engine.name}): {len(people)} rows, "
    f"read {read - started:.1f} s, written {written - written_from:.1f} s, "
    f"together {read - started + written - written_from:.1f} s, peak {peak} MB"
)
