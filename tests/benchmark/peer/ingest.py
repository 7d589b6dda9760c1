"""Loads the files of a month: reads every value as text, checks it, keeps bad rows apart, never loads a row twice."""

import datetime
import hashlib
import re
from pathlib import Path

import duckdb
import pandas as pd

from .sentiment import SentimentScorer

COLUMNS = {
    "customers": ("customer_id", "age", "customer_segment", "gender", "location", "signup_date"),
    "sales": (
        "transaction_id", "customer_id", "transaction_date", "discount_applied", "num_items", "payment_method",
        "total_amount",
    ),
    "feedback": ("chat_date", "comment", "customer_id", "feedback_id", "internal_id"),
}  # fmt: skip
KEYS = {"customers": "customer_id", "sales": "transaction_id", "feedback": "feedback_id"}
DAYS = {"customers": "signup_date", "sales": "transaction_date", "feedback": "chat_date"}
TYPES = {
    "age": "bigint", "signup_date": "date", "transaction_date": "date", "discount_applied": "boolean",
    "num_items": "bigint", "total_amount": "decimal(18,4)", "chat_date": "date",
}  # fmt: skip
REQUIRED = {
    "customers": ("customer_id",),
    "sales": ("transaction_id", "customer_id", "transaction_date", "total_amount"),
    "feedback": ("feedback_id", "customer_id", "chat_date"),
}
BOUNDS = {"age": "between 0 and 150", "num_items": ">= 0", "total_amount": ">= 0"}
NAMES = {
    "customers": re.compile(r"(?P<drift>new_)?customers\.csv"),
    "sales": re.compile(r"(?P<drift>new_)?sales_(?P<year>\d{4})_(?P<month>\d{1,2})\.csv"),
    "feedback": re.compile(r"(?:feedback_raw|(?P<drift>new_)feedback_raw2)_(?P<year>\d{4})_(?P<month>\d{1,2})\.csv"),
}
FROM_THE_BEGINNING = datetime.date(1, 1, 1)

SCHEMA = """
create table customers (customer_id varchar, age bigint, customer_segment varchar, gender varchar, location varchar,
  signup_date date, valid_from date, load_number bigint);
create table sales (transaction_id varchar, customer_id varchar, transaction_date date, discount_applied boolean,
  num_items bigint, payment_method varchar, total_amount decimal(18,4), load_number bigint);
create table feedback (chat_date date, comment varchar, customer_id varchar, feedback_id varchar, internal_id varchar,
  sentiment double, load_number bigint);
create table text_sentiments (comment varchar, sentiment double);
create table files (load_number bigint, name varchar, feed varchar, sha256 varchar, loaded bigint, duplicates bigint,
  quarantined bigint, first_day date, last_day date);
create table quarantine (feed varchar, file varchar, line bigint, rule varchar, row_text varchar);
"""


class Source:
    """The files of a folder, by feed and month."""

    def __init__(self, folder: Path) -> None:
        self.files = []  # feed, month as (year, month) or None, comes with the drift, path
        for path in sorted(folder.iterdir()):
            for feed, name in NAMES.items():
                if match := name.fullmatch(path.name):
                    parts = match.groupdict()
                    month = (int(parts["year"]), int(parts["month"])) if parts.get("year") else None
                    self.files.append((feed, month, bool(parts["drift"]), path))
        sales = [(month, drift) for feed, month, drift, _ in self.files if feed == "sales"]
        self.months = sorted({month for month, _ in sales})
        self.first_drift = min((month for month, drift in sales if drift), default=(9999, 1))

    def up_to(self, month: tuple[int, int]) -> list[tuple[str, tuple[int, int] | None, bool, Path]]:
        """What is there once a month has ended; files of the drift come from its first month on."""
        return [
            one
            for one in self.files
            if (one[1] is None or one[1] <= month) and (not one[2] or month >= self.first_drift)
        ]


class Ingest:
    """Loads files into the tables of a connection."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, source: Source) -> None:
        self.connection = connection
        self.source = source
        self.scorer = SentimentScorer()
        connection.execute(SCHEMA)

    def load(self, month: tuple[int, int]) -> datetime.date | None:
        """Loads what is new; returns the first day that its sales or comments touch."""
        known = {name for (name,) in self.connection.execute("select name from files").fetchall()}
        touched = []
        for feed, of_month, drift, path in self.source.up_to(month):
            if path.name not in known:
                touched.append(self._load(feed, of_month, drift, path))
        self._look_for_holes()
        return min((day for day in touched if day is not None), default=None)

    def _load(self, feed: str, month, drift: bool, path: Path) -> datetime.date | None:
        run = self.connection.execute
        number_of_load = run("select count(*) + 1 from files").fetchone()[0]
        run("begin")
        self._read(feed, month, path)
        rows, bad = self._quarantine(feed, path)
        if rows >= 20 and bad > rows * 0.5:
            raise SystemExit(f"{path.name}: {bad} of {rows} rows are bad")
        if feed == "feedback":
            self._score_new_texts()
        loaded = self._insert(feed, drift, number_of_load)
        first, last = run(f"select min({DAYS[feed]}), max({DAYS[feed]}) from incoming where rule is null").fetchone()
        run(
            "insert into files values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [number_of_load, path.name, feed, sha256(path), loaded, rows - bad - loaded, bad, first, last],
        )
        run("drop table incoming")
        run("commit")
        return None if feed == "customers" else first

    def _quarantine(self, feed: str, path: Path) -> tuple[int, int]:
        """Keeps what is bad, with its rule; returns how many records there are, and how many of them are bad."""
        run = self.connection.execute
        of_file = [feed, path.name]
        run("insert into quarantine select ?, ?, line, rule, row_text from incoming where rule is not null", of_file)
        rows, bad = run("select count(*), count_if(rule is not null and rule <> 'duplicate') from incoming").fetchone()
        malformed = "select distinct on (line) ?, ?, line, error_type::varchar, csv_line from reject_errors"
        rejected = run(f"insert into quarantine {malformed}", of_file).fetchone()[0]
        run("delete from reject_errors")
        return rows + rejected, bad + rejected

    def _read(self, feed: str, month, path: Path) -> None:
        """One row per record of the file, typed, with the first rule that it breaks."""
        columns = COLUMNS[feed]
        texts = ", ".join(f"'{column}': 'varchar'" for column in columns)
        row_text = ", ".join(f"coalesce({column}, '')" for column in columns)
        values = ", ".join(
            f"try_cast({column} as {TYPES[column]}) as {column}" if column in TYPES else f"{column}"
            for column in columns
        )
        self.connection.execute(
            f"""
            create temp table incoming as
            with texts as (
              select row_number() over () as line, *
              from read_csv(?, header = false, columns = {{{texts}}}, delim = ',', quote = '"', escape = '"',
                auto_detect = false, store_rejects = true)
            ),
            judged as (
              select line, {values}, {rule(feed, month)} as rule,
                case when rule is not null then array_to_string([{row_text}], ',') end as row_text
              from texts
            )
            select * replace (coalesce(rule, {duplicate(feed)}) as rule)
            from judged
            """,
            [str(path)],
        )
        self._refuse_loaded(feed)

    def _refuse_loaded(self, feed: str) -> None:
        """A key that is loaded already is a duplicate, or contradicts what is loaded."""
        if feed == "customers":
            return
        key = KEYS[feed]
        same = " and ".join(f"i.{column} is not distinct from t.{column}" for column in COLUMNS[feed])
        self.connection.execute(
            f"""
            update incoming set rule = known.rule
            from (
              select i.line, case when {same} then 'duplicate' else 'contradiction' end as rule
              from incoming i join {feed} t on t.{key} = i.{key}
              where i.rule is null
            ) known
            where incoming.line = known.line
            """
        )

    def _score_new_texts(self) -> None:
        """Scores each text once, however many customers wrote it."""
        texts = self.connection.execute(
            """
            select distinct comment from incoming
            where rule is null and comment is not null
              and not exists (select 1 from text_sentiments s where s.comment = incoming.comment)
            """
        ).fetchall()
        if texts:
            scored = pd.DataFrame({"comment": [text for (text,) in texts]})
            scored["sentiment"] = [self.scorer.score(text) for (text,) in texts]
            self.connection.execute("insert into text_sentiments select comment, sentiment from scored")

    def _insert(self, feed: str, drift: bool, load: int) -> int:
        columns = ", ".join(f"i.{column}" for column in COLUMNS[feed])
        if feed == "feedback":
            return self.connection.execute(
                f"""
                insert into feedback select {columns}, s.sentiment, {load}
                from incoming i left join text_sentiments s on s.comment = i.comment
                where i.rule is null
                """
            ).fetchone()[0]
        valid = f", date '{self._valid_from(drift)}'" if feed == "customers" else ""
        return self.connection.execute(
            f"insert into {feed} select {columns}{valid}, {load} from incoming i where rule is null"
        ).fetchone()[0]

    def _valid_from(self, drift: bool) -> datetime.date:
        return day_after(self.source.first_drift) if drift else FROM_THE_BEGINNING

    def _look_for_holes(self) -> None:
        """Silence of a week between two days of sales is a hole, and so is a location without sales of late."""
        silent = self.connection.execute(
            """
            with days as (select transaction_date as day, count(*) as sales, avg(total_amount) as mean
                          from sales group by day),
            gaps as (select day, day - lag(day) over (order by day) as gap from days)
            select max(gap) from gaps
            """
        ).fetchone()[0]
        vanished = self.connection.execute(
            """
            with newest as (select max(transaction_date) as day from sales),
            levels as (
              select c.location, max(s.transaction_date) as last_sale, count(*) as sales
              from sales s join customers c using (customer_id) group by c.location
            )
            select count(*) from levels, newest where sales > 1000 and last_sale < newest.day - 14
            """
        ).fetchone()[0]
        if (silent or 0) > 7 or vanished:
            raise SystemExit(f"holes in the sales: {silent} silent days, {vanished} locations without sales")


def rule(feed: str, month) -> str:
    """SQL of the first rule that a row of texts breaks; null for a good row."""
    cases = [f"when {column} is null then '{column} is missing'" for column in REQUIRED[feed]]
    for column in COLUMNS[feed]:
        if column in TYPES:
            typed = f"try_cast({column} as {TYPES[column]})"
            cases.append(f"when {column} is not null and {typed} is null then '{column} is no {TYPES[column]}'")
            if column in BOUNDS:
                cases.append(f"when not {typed} {BOUNDS[column]} then '{column} is out of bounds'")
    day = f"try_cast({DAYS[feed]} as date)"
    cases.append(f"when {day} > current_date then 'too early'")
    if month:
        first = datetime.date(*month, 1)
        cases.append(f"when not ({day} >= date '{first}' and {day} < date '{day_after(month)}') then 'not of the month'")
    return f"case {' '.join(cases)} end"


def duplicate(feed: str) -> str:
    """SQL of the rule that a key breaks which an earlier line of the same file has."""
    return f"case when row_number() over (partition by {KEYS[feed]} order by line) > 1 then 'duplicate' end"


def day_after(month: tuple[int, int]) -> datetime.date:
    year, of_year = month
    return datetime.date(year + of_year // 12, of_year % 12 + 1, 1)


def sha256(path: Path) -> str:
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
