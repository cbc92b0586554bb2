"""What comes out the same in every application is made once for all tests, which takes half of
their time away: compiled templates, addresses, statements and files of content."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeAlias

from jinja2.bccache import Bucket, BytecodeCache
from sqlalchemy import Select, insert, select
from sqlalchemy.engine import Engine
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.orm import Mapper
from sqlalchemy.util import LRUCache
from werkzeug.routing import Rule

from app.audit.models import Event
from app.content import tree
from app.content.tree import Tree, tree_digest
from app.db import db
from app.library.models import DocumentVersion, LibraryEntry, LibraryState
from app.library.queries import Library, current_library
from tests.content_tree import ContentTree, publish_tree

Key: TypeAlias = tuple[Any, ...]
Rows: TypeAlias = list[dict[str, Any]]


class Templates(BytecodeCache):
    """Templates in the form that Python runs."""

    def __init__(self) -> None:
        self._codes: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._codes:
            bucket.bytecode_from_string(self._codes[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._codes[bucket.key] = bucket.bytecode_to_string()


class Statements(LRUCache[Key, Any]):
    """Statements in the words of a database. SQLAlchemy keeps them for one engine, and each test
    has an engine of its own; here they are kept for all engines that speak the same way."""

    def get(self, key: Key, default: Any = None) -> Any:
        return super().get(_same_for_all(key), default)

    def __setitem__(self, key: Key, value: Any) -> None:
        super().__setitem__(_same_for_all(key), value)


templates = Templates()
statements = Statements(5000)


def share_statements(engine: Engine) -> None:
    """Let this engine take the statements that another has compiled."""
    engine._compiled_cache = statements


def share_addresses() -> None:
    """Let every application take the addresses that another has compiled."""
    Rule.compile = _compile_once  # type: ignore[method-assign]


def share_rows() -> None:
    """Let mappers take what others have compiled to write their rows."""
    Mapper._compiled_cache = statements  # type: ignore[assignment]


def share_trees() -> None:
    """Let publishing take the documents that it has compiled of the very same files before."""
    tree.compile_tree = _compile_tree_once


def publish_once(content: ContentTree) -> Library:
    """Publish the files as they stand. In an empty library the same files leave the same rows."""
    if db.session.get(LibraryState, 1) is not None:
        return publish_tree(content)
    shelf = _shelves.setdefault(tree_digest(content.courses, content.quizzes), {})
    if not shelf:
        publish_tree(content)
        for model in SHELF:
            shelf[model] = [dict(row) for row in db.session.execute(_rows(model)).mappings()]
    else:
        for model in SHELF:
            db.session.execute(insert(model.__table__), shelf[model])
        db.session.commit()
    return current_library()


def _rows(model: Any) -> Select[Any]:
    rows = select(model.__table__)
    return rows.where(Event.verb == "published") if model is Event else rows


def _same_for_all(key: Key) -> Key:
    dialect, *rest = key
    return (_speech(dialect), *rest)


def _speech(dialect: DefaultDialect) -> Key:
    return (dialect.name, dialect.driver, getattr(dialect, "server_version_info", None))


#: The tables in which publishing leaves rows, in the order in which they need each other.
SHELF = (DocumentVersion, LibraryEntry, LibraryState, Event)
_shelves: dict[str, dict[Any, Rows]] = {}

_compile = Rule.compile
_rules: dict[Key, Rule] = {}


def _compile_once(rule: Rule) -> None:
    key = (rule.rule, rule.subdomain, rule.host, rule.merge_slashes, str(rule.defaults))
    if key not in _rules:
        _compile(rule)
        _rules[key] = rule
        return
    same = _rules[key]
    rule._parts, rule._trace, rule._converters = same._parts, same._trace, same._converters
    rule.arguments |= same.arguments
    # They take their rule as an argument, so rules can share them.
    rule._build = same._build.__func__.__get__(rule, None)  # type: ignore[attr-defined]
    rule._build_unknown = same._build_unknown.__func__.__get__(rule, None)  # type: ignore[attr-defined]


_compile_tree = tree.compile_tree
_trees: LRUCache[str, Tree] = LRUCache(200)
#: The real courses are compiled so seldom that they need not stay in memory.
SMALL = 50


def _compile_tree_once(courses: Path, quizzes: Path) -> Tree:
    digest = tree_digest(courses, quizzes)
    made: Tree | None = _trees.get(digest)
    if made is None:
        made = _compile_tree(courses, quizzes)
        # Faults and recordings name the folder of the test.
        if not made.faults and not made.recordings and len(made.documents) < SMALL:
            _trees[digest] = made
    return made
