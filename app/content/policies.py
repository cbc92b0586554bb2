"""The policies of the tree: the files of each in its languages, held against each other."""

from __future__ import annotations

import msgspec

from app.content.places import POLICY_ENDINGS
from app.content.sources import Source, Sources
from app.courses.policy_files import (
    PolicySource,
    check_policy,
    check_policy_sisters,
    read_policy,
)
from app.markup.faults import Fault, FaultLog
from app.markup.plaintext import decode


class ReadPolicy(msgspec.Struct):
    """One policy: its files, what each of them says, and their faults."""

    slug: str
    files: dict[str, Source]
    #: By language; a language that could not be read is missing.
    sources: dict[str, PolicySource]
    faults: list[Fault]

    @property
    def is_whole(self) -> bool:
        """Whether it can be compiled: both languages, and no fault in any file."""
        return not self.faults and {"zh", "en"} <= self.sources.keys()


def read_policies(sources: Sources) -> list[ReadPolicy]:
    """Every policy, with the faults that its own files show."""
    grouped: dict[str, dict[str, Source]] = {}
    for source in sources.of("policy"):
        grouped.setdefault(source.place.slug, {})[source.place.language] = source
    return [_read(slug, files) for slug, files in sorted(grouped.items())]


def _read(slug: str, files: dict[str, Source]) -> ReadPolicy:
    policy = ReadPolicy(slug, files, {}, [])
    logs = {language: FaultLog(source.file) for language, source in files.items()}
    for language, source in files.items():
        text = decode(source.data, logs[language])
        read = None if text is None else read_policy(text, logs[language])
        if read is not None:
            check_policy(read, logs[language])
            policy.sources[language] = read
    if {"zh", "en"} <= policy.sources.keys():
        check_policy_sisters(policy.sources["zh"], policy.sources["en"], logs["en"])
    policy.faults += [fault for log in logs.values() for fault in log.faults]
    for ending, language in POLICY_ENDINGS.items():
        if language not in files:
            present = next(iter(files.values()))
            told = f"its sister {slug}{ending} is missing"
            policy.faults.append(Fault(present.file, 1, told, "write it beside this file"))
    return policy
