"""Pages of the content: what is published, the faults of the files, publishing, what it brought."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from flask import abort, current_app, flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.accounts.access import requires, viewer
from app.accounts.roles import Permission
from app.admin.blueprint import bp
from app.admin.content_queries import library_state, publishings, versions_of_revision
from app.admin.forms import PublishForm
from app.admin.wording import kinds_of_documents, name_of_document, published_words
from app.content.sources import tree_digest
from app.db import db, reading
from app.learning.titles import title_of
from app.library.models import DocumentVersion
from app.library.operations import ContentFaults, publish
from app.library.reading import library
from app.markup.faults import Fault


@bp.get("/content")
@requires(Permission.PUBLISH)
def content() -> str:
    """What is published, whether the files say something else, and their faults when asked for."""
    is_asked = request.args.get("check") == "yes"
    return _content_page(PublishForm(), faults=_faults_of_files() if is_asked else None)


@bp.post("/content/versions")
@requires(Permission.PUBLISH)
def publish_content() -> str | Response:
    """Make the files what people read; any fault publishes nothing."""
    form = PublishForm()
    if not form.validate():
        return _content_page(form)
    me, (courses, quizzes) = viewer().id, _folders()
    try:
        changes = publish(courses, quizzes, now=g.now, by_id=me, note=form.note.data or "")
    except ContentFaults as problem:
        return _content_page(form, faults=problem.faults, was_refused=True)
    db.session.commit()
    flash(published_words(changes))
    return redirect(url_for(".version", revision=changes.revision))


@bp.get("/content/versions/<int:revision>")
@requires(Permission.PUBLISH)
def version(revision: int) -> str:
    """The documents that a publishing brought, each with its number."""
    if not 1 <= revision <= library().revision:
        abort(404)
    versions = db.session.scalars(versions_of_revision(revision)).all()
    return render_template(
        "admin/version.html",
        revision=revision,
        is_current=revision == library().revision,
        versions=[(each, _title(each), name_of_document(each.kind)) for each in versions],
    )


def _faults_of_files() -> Sequence[Fault]:
    # Reading all files takes a second or two: no transaction stays open over it.
    with reading():
        library()
    # The compiler takes much memory, and of a server's processes hardly one ever checks files.
    from app.content.tree import check_files

    return check_files(*_folders()).faults


def _content_page(
    form: PublishForm, *, faults: Sequence[Fault] | None = None, was_refused: bool = False
) -> str:
    with reading():
        state, publisher = db.session.execute(library_state()).first() or (None, None)
        revisions = db.session.execute(publishings()).all()
        shelf = library()
    counts = Counter(kind for kind in kinds_of_documents() for _each in shelf.all(kind))
    return render_template(
        "admin/content.html",
        form=form,
        state=state,
        publisher=publisher,
        counts=[(name_of_document(kind), count) for kind, count in counts.items()],
        differs=state is None or state.tree_digest != tree_digest(*_folders()),
        faults=_by_file(faults) if faults is not None else None,
        fault_count=len(faults or ()),
        was_refused=was_refused,
        revisions=revisions,
    )


def _by_file(faults: Sequence[Fault]) -> list[tuple[str, list[Fault]]]:
    return [(file, list(found)) for file, found in groupby(faults, key=lambda each: each.file)]


def _title(version: DocumentVersion) -> str:
    """What the document is called now; one that was withdrawn has only its name left."""
    published = library().get(version.kind, version.slug)
    return title_of(published.outline).in_(g.language) if published else version.slug


def _folders() -> tuple[Path, Path]:
    return current_app.config["COURSES_PATH"], current_app.config["QUIZZES_PATH"]
