"""Random runs: people answer on bad lines while the server is killed, and all is compared."""

from __future__ import annotations

import threading
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from typing import Any

from tests.bench.sitters import Sitter
from tests.soak.browser import Browser, LineCut, SignedOut
from tests.soak.house import GRACE, House
from tests.soak.model import faults_of

#: So many people at once: each kill of the server meets all of them.
AT_ONCE = 20
STEPS = (6, 24)
CLOCKS = (timedelta(), timedelta(days=1), timedelta(days=-1))
Response = dict[str, Any]


@dataclass
class Outcome:
    """What came of the runs so far."""

    runs: int = 0
    acknowledged: int = 0
    #: How many of them came after a newer one, or after the time.
    superseded: int = 0
    late: int = 0
    kills: int = 0
    faults: list[str] = field(default_factory=list)

    @property
    def lost(self) -> int:
        """How many acknowledged answers are not there, or are not as they were."""
        return sum("lost" in each or "kept otherwise" in each for each in self.faults)


def run_all(house: House, runs: int, seed: int) -> Iterator[Outcome]:
    """Do so many runs, a few at a time; tells after each group how it stands."""
    outcome = Outcome()
    house.serve()
    try:
        for first in range(0, runs, AT_ONCE):
            seeds = range(seed + first, seed + min(first + AT_ONCE, runs))
            _run_together(house, seeds, outcome)
            yield outcome
    finally:
        house.kill()


def _run_together(house: House, seeds: Sequence[int], outcome: Outcome) -> None:
    sitters = house.new_sitters(len(seeds))
    over = threading.Event()
    killer = threading.Thread(target=_kill, args=(house, Random(seeds[0]), over, outcome))
    killer.start()
    try:
        with ThreadPoolExecutor(len(seeds)) as pool:
            told = list(pool.map(lambda pair: _one(house, *pair), zip(sitters, seeds, strict=True)))
    finally:
        over.set()
        killer.join()
    for states, faults in told:
        outcome.runs += 1
        outcome.acknowledged += states.total()
        outcome.superseded += states["superseded"]
        outcome.late += states["late"]
        outcome.faults += faults


def _kill(house: House, chance: Random, over: threading.Event, outcome: Outcome) -> None:
    """Kill the server at some moments, each time in the middle of something."""
    for _ in range(chance.randint(1, 3)):
        if over.wait(chance.uniform(0.3, 2.0)):
            return
        house.restart()
        outcome.kills += 1


def _one(house: House, sitter: Sitter, seed: int) -> tuple[Counter[str], list[str]]:
    """One run; gives as what answers were acknowledged, and what is not as agreed."""
    run = _Run(house, sitter, Random(seed))
    try:
        run.live()
        run.settle()
        attempt, ledger = house.look(run.attempt_id)
        acknowledged = [told for browser in run.browsers for told in browser.acknowledged]
        faults = faults_of(attempt, ledger, acknowledged, grace=GRACE)
        if run.may_not_refuse and any(browser.closed for browser in run.browsers):
            faults.append("refused as closed, though nobody handed in")
    except Exception as error:
        return Counter(), [f"seed {seed}: {error!r}"]
    return Counter(told.state for told in acknowledged), [
        f"seed {seed}: {fault}" for fault in faults
    ]


class _Run:
    """One person with one or two browsers at one attempt."""

    def __init__(self, house: House, sitter: Sitter, chance: Random) -> None:
        self.house, self.sitter, self.chance = house, sitter, chance
        seconds = chance.uniform(0.5, 15.0) if chance.random() < 0.4 else None
        self.attempt_id: uuid.UUID = house.start(sitter, seconds)
        self.may_not_refuse = True
        self.browsers = [
            Browser(
                port=house.port,
                address=f"/attempts/{self.attempt_id}",
                cookie=sitter.cookie,
                chance=chance,
                clock=chance.choice(CLOCKS),
            )
            for _ in range(chance.randint(1, 2))
        ]

    def live(self) -> None:
        """Take random steps, whatever comes of each."""
        steps: list[tuple[Callable[[], None], int]] = [
            (self._answer, 12),
            (self._send, 5),
            (self._astray, 4),
            (self._overtake, 3),
            (self._race, 2),
            (self._reload, 1),
            (self._form, 1),
            (self._expire, 1),
            (self._wait, 1),
        ]
        deeds, weights = zip(*steps, strict=True)
        hands_in = self.chance.random() < 0.3
        for _ in range(self.chance.randint(*STEPS)):
            try:
                self.chance.choices(deeds, weights)[0]()
            except LineCut:
                self._perhaps_wait()
        if hands_in:
            with suppress(LineCut):
                self._hand_in()

    def _perhaps_wait(self) -> None:
        """Most people wait for the line; some go on without, and more waits to be sent."""
        if self.chance.random() < 0.7:
            self.house.is_up.wait(120)

    def settle(self) -> None:
        """The line is good again: all that waits is sent, and then all that is still astray."""
        for browser in self.browsers:
            self._until_done(browser, browser.pump)
            while browser.astray:
                self._until_done(browser, browser.deliver_astray)

    def _until_done(self, browser: Browser, deed: Callable[[], None]) -> None:
        ends_at = time.monotonic() + 120
        while time.monotonic() < ends_at:
            try:
                deed()
            except SignedOut:
                browser.cookie = self.house.sign_in(self.sitter)
            except LineCut:
                self.house.is_up.wait(120)
            else:
                return
        raise AssertionError("the server never came back")

    def _some(self) -> Browser:
        return self.chance.choice(self.browsers)

    def _answer(self) -> None:
        item, response = self._some_answer()
        self._some().answer(item, response, is_flagged=self.chance.random() < 0.2)

    def _some_answer(self) -> tuple[str, Response | None]:
        chance = self.chance
        if chance.random() < 0.05:
            return "rings", None
        return chance.choice(
            (
                ("rings", self._some_number()),
                ("form-or-phone", {"choice": chance.choice(("c1", "c2"))}),
                ("message-slip", {"choices": chance.choice((["c1"], ["c1", "c2"], ["c2", "c3"]))}),
                ("well-known-caller", {"value": chance.random() < 0.5}),
            )
        )

    def _send(self) -> None:
        browser = self._some()
        try:
            browser.pump()
        except SignedOut:
            browser.cookie = self.house.sign_in(self.sitter)

    def _astray(self) -> None:
        with suppress(SignedOut):
            self._some().deliver_astray()

    def _overtake(self) -> None:
        """Two answers to one question, of which the later arrives first."""
        browser = self._some()
        for _ in range(2):
            browser.answer("rings", self._some_number(), is_flagged=False)
        with suppress(SignedOut):
            browser.overtake()

    def _some_number(self) -> Response:
        return {"text": str(self.chance.randint(0, 9999))}

    def _race(self) -> None:
        """Both browsers, or one and handing in, at the same moment."""
        deeds: list[Callable[[], None]] = [self._racing(each) for each in self.browsers]
        if self.chance.random() < 0.15:
            deeds.append(self._hand_in)
        self._answer()
        threads = [threading.Thread(target=_quietly, args=(deed,)) for deed in deeds]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def _racing(self, browser: Browser) -> Callable[[], None]:
        return lambda: browser.pump()

    def _reload(self) -> None:
        self._some().reload()

    def _form(self) -> None:
        number = str(self.chance.randint(0, 9999))
        self._some().press("responses/rings", self.sitter.form(answer=number), self._cut())

    def _expire(self) -> None:
        self.house.sign_out(self.sitter)

    def _wait(self) -> None:
        time.sleep(self.chance.uniform(0, 0.6))

    def _hand_in(self) -> None:
        self.may_not_refuse = False
        self._some().press("submission", self.sitter.form(), self._cut())

    def _cut(self) -> str:
        return self.chance.choices(("", "before", "after"), (4, 1, 1))[0]


def _quietly(deed: Callable[[], None]) -> None:
    with suppress(LineCut, SignedOut):
        deed()
