"""The limit application: what a page costs with the same libraries and next to no program.

The same server, compression, Flask-Login and Flask-SQLAlchemy on the same database; the person
by key, one SELECT more, and Jinja for a page of 20 kB. Its answer page keeps what is sent: session,
person, question, INSERT, COMMIT with SQLite's own `synchronous=FULL`.
"""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flask import Flask, redirect, request
from flask_compress import Compress
from flask_login import LoginManager, UserMixin, current_user, login_required, login_user
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import JSON, ForeignKey, select
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from app.accounts.passwords import is_right
from app.config import environment, settings_from

#: So many lines of lessons make a page of 20 kB.
LINES = 120
PAGE = """<!doctype html>
<html lang="zh-Hans"><head><meta charset="utf-8"><title>{{ person.name }}</title></head>
<body><h1>{{ person.name }}</h1><ul>
{% for name, number in people %}<li><a href="/people/{{ number }}"><b>{{ name }}</b></a></li>
{% endfor %}</ul>
{% for line in lines %}<p class="line">{{ line }}</p>
{% endfor %}</body></html>"""


class _Base(DeclarativeBase):
    pass


db = SQLAlchemy(model_class=_Base)


class Somebody(UserMixin, db.Model):  # type: ignore[name-defined]
    """A person, with the columns that the limit asks for."""

    __tablename__ = "person"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    employee_number: Mapped[str | None]
    name: Mapped[str]
    password_hash: Mapped[str | None]


class Question(db.Model):  # type: ignore[name-defined]
    """What is asked."""

    __tablename__ = "limit_question"

    id: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str]


class Answered(db.Model):  # type: ignore[name-defined]
    """What was answered."""

    __tablename__ = "limit_answer"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[uuid.UUID]
    question_id: Mapped[int] = mapped_column(ForeignKey("limit_question.id"))
    answer: Mapped[dict[str, Any]] = mapped_column(JSON)
    at: Mapped[datetime]


def create_app() -> Flask:
    """The limit application on the database of the environment."""
    app = Flask(__name__)
    settings = settings_from(environment())
    kept = ("SECRET_KEY", "SQLALCHEMY_DATABASE_URI", "COMPRESS_ALGORITHM", "COMPRESS_STREAMS")
    app.config.update({name: settings[name] for name in kept})
    Compress(app)
    db.init_app(app)
    manager = LoginManager(app)
    manager.user_loader(lambda key: db.session.get(Somebody, uuid.UUID(key)))
    _add_pages(app)
    return app


def prepare() -> None:
    """Make the limit's own tables on the database of the environment."""
    with create_app().app_context():
        db.metadata.create_all(db.engine, [Question.__table__, Answered.__table__])
        db.session.add(Question(id=1, text=PAGE))
        db.session.commit()
        db.session.remove()
        db.engine.dispose()


def _add_pages(app: Flask) -> None:
    template, lines = app.jinja_env.from_string(PAGE), _lines()

    @app.get("/healthz")
    def healthz() -> str:
        return "ok"

    @app.route("/login", methods=["GET", "POST"])
    def login() -> Any:
        if request.method == "GET":
            return "limit"
        number = request.form["identifier"]
        person = db.session.scalar(select(Somebody).where(Somebody.employee_number == number))
        if person is None or not is_right(request.form["password"], person.password_hash):
            return "not right", 403
        login_user(person)
        return redirect("/page")

    @app.get("/page")
    @login_required
    def page() -> str:
        people = db.session.execute(
            select(Somebody.name, Somebody.employee_number).order_by(Somebody.id).limit(20)
        ).all()
        return template.render(person=current_user, people=people, lines=lines)

    @app.post("/answer")
    @login_required
    def answer() -> Any:
        question = db.session.get_one(Question, 1)
        answered = Answered(
            person_id=current_user.id,
            question_id=question.id,
            answer=request.get_json(),
            at=datetime.now(UTC),
        )
        db.session.add(answered)
        db.session.commit()
        return {"receipt": answered.id}


def _lines() -> list[str]:
    """Real text: it takes longer to compress than the same line again and again."""
    files = sorted(Path("courses").glob("*/*.zh.md"))
    lines = [line for file in files for line in file.read_text("utf-8").split("\n")]
    return [line for line in lines if len(line) > 30][:LINES]
