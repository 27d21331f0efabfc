#!/usr/bin/python3
"""Exécute un programme Python ordinaire sur une horloge virtuelle.

    /usr/bin/python3 ci/virtual_asyncio.py PROGRAMME.py

Personne n'attend : quand tout dort, l'horloge saute à la prochaine échéance. `asyncio.sleep`,
`time.sleep`, `asyncio.to_thread` et `threading.Thread` donnent les mêmes dates qu'en vrai, exactes.
Un thread tourne seul jusqu'à ce qu'il dorme ou finisse : son calcul ne dure rien, et l'ordre est fixe.

Hors de portée, et signalé par une erreur : une boucle hors du thread principal, un exécuteur autre que
celui par défaut, un thread qui attend autre chose que l'horloge, une attente que rien ne peut finir.
"""

import asyncio
import heapq
import itertools
import math
import os
import selectors
import sys
import threading
import time
import traceback

PATIENCE = 10  # secondes réelles accordées au calcul d'un thread


class Clock:
    """L'heure, les threads qui dorment et le nombre de ceux qui tournent, le principal excepté."""

    def __init__(self):
        self.now, self.awake = 0.0, 0
        self.asleep, self.tickets = [], itertools.count()
        self.changed = threading.Condition()

    def settle(self):
        """Attend que chaque thread dorme ou ait fini."""
        if not self.changed.wait_for(lambda: self.awake == 0, PATIENCE):
            fail("un thread attend autre chose que l'horloge")

    def step(self, target):
        """Avance à `target`, ou au premier réveil d'un thread s'il vient avant."""
        with self.changed:
            self.settle()
            if self.asleep and self.asleep[0][0] < target:
                deadline, _, wake = heapq.heappop(self.asleep)
                self.now = max(self.now, deadline)
                self.awake += 1
                wake.set()
                self.settle()
            elif target == math.inf:
                fail("plus rien ne peut arriver : tout attend")
            else:
                self.now = target

    def sleep(self, seconds):
        """Remplace `time.sleep`."""
        deadline = round(self.now + seconds, 9)
        if threading.current_thread() is threading.main_thread():
            while self.now < deadline:
                self.step(deadline)
            return
        wake = threading.Event()
        with self.changed:
            heapq.heappush(self.asleep, (deadline, next(self.tickets), wake))
        self.leave()
        wake.wait()

    def leave(self):
        """Note que le thread courant ne tourne plus."""
        with self.changed:
            self.awake -= 1
            self.changed.notify_all()


class Thread(threading.Thread):
    """Un thread à l'heure virtuelle, qui tourne seul dès son départ."""

    ended = False

    def start(self):
        clock.awake += 1
        super().start()
        with clock.changed:
            clock.settle()

    def _bootstrap_inner(self):
        try:
            super()._bootstrap_inner()
        finally:
            self.ended = True
            clock.leave()

    def join(self, timeout=None):
        deadline = math.inf if timeout is None else clock.now + timeout
        while not self.ended and clock.now < deadline:
            clock.step(deadline)
        if self.ended:
            super().join()


class Selector(selectors.DefaultSelector):
    """Ne dort jamais : fait avancer l'horloge."""

    def select(self, timeout=None):
        with clock.changed:
            clock.settle()
        events = super().select(0)
        if not events and timeout != 0:
            clock.step(math.inf if timeout is None else round(clock.now + timeout, 9))
            events = super().select(0)
        return events


class Loop(asyncio.SelectorEventLoop):
    """La boucle d'asyncio, à l'heure virtuelle."""

    def __init__(self):
        if threading.current_thread() is not threading.main_thread():
            fail("une boucle tourne hors du thread principal")
        super().__init__(Selector())
        self.jobs = []

    def time(self):
        return clock.now

    def run_in_executor(self, executor, function, *arguments):
        if executor is not None:
            fail("seul l'exécuteur par défaut est virtuel")
        future = self.create_future()

        def settle(method, value):
            if not future.done():
                getattr(future, method)(value)

        def job():
            try:
                outcome = "set_result", function(*arguments)
            except Exception as error:
                outcome = "set_exception", error
            self.call_soon_threadsafe(settle, *outcome)

        self.jobs.append(Thread(target=job))
        self.jobs[-1].start()
        return future

    async def shutdown_default_executor(self, timeout=None):
        for job in self.jobs:
            job.join()


class Policy(asyncio.DefaultEventLoopPolicy):
    _loop_factory = Loop


def fail(message):
    """Arrête tout, sans laisser le programme rattraper l'erreur."""
    sys.stdout.flush()
    print(f"virtual_asyncio.py : {message}", file=sys.stderr, flush=True)
    os._exit(70)


def run(path):
    """Exécute le programme comme le ferait `python3 path`."""
    sys.argv, sys.path[0] = [path], os.path.dirname(path) or "."
    with open(path, encoding="utf-8") as file:
        code = compile(file.read(), path, "exec")
    main = type(sys)("__main__")
    main.__file__ = path
    sys.modules["__main__"] = main
    try:
        exec(code, main.__dict__)
    except Exception as error:
        # La trace commence au programme, comme sans lanceur.
        traceback.print_exception(error.with_traceback(error.__traceback__.tb_next))
        sys.exit(1)
    finally:
        for thread in threading.enumerate():
            if isinstance(thread, Thread) and not thread.daemon:
                thread.join()


clock = Clock()
if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("virtual_asyncio.py : donnez un programme Python")
    time.sleep = clock.sleep
    time.time = time.monotonic = time.perf_counter = lambda: clock.now
    threading.Thread = Thread
    asyncio.set_event_loop_policy(Policy())
    run(sys.argv[1])
