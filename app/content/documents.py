"""What kinds of documents there are, for whoever reads what was compiled before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.courses.checklists import Checklist
from app.courses.forms import Form
from app.courses.glossary import Glossary
from app.courses.model import Course, Lesson, Path, Position
from app.courses.policies import Policy
from app.quizzes.model import Instrument, Quiz
from app.standards.model import Topic

#: What the body of each kind of document is.
BODIES: Mapping[str, Any] = {
    "topic": Topic,
    "course": Course,
    "lesson": Lesson,
    "quiz": Quiz,
    "instrument": Instrument,
    "path": Path,
    "position": Position,
    "checklist": Checklist,
    "glossary": Glossary,
    "form": Form,
    "policy": Policy,
}
