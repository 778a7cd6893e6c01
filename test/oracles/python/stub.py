"""A database driver that connects to nothing: it takes the time it is told to, fails when told to, and its connections can be broken."""

import itertools
import threading
import time


class Refused(Exception):
    """The server turned a login away."""


class Broken(Exception):
    """A statement met a dead connection."""


class Server:
    """What the stub driver talks to. Times are milliseconds since `begin()`."""

    def __init__(self, connect=0, ping=0, refuses=lambda now: None, slow_from=None):
        self.connect_ms, self.ping_ms, self.refuses, self.slow_from = connect, ping, refuses, slow_from
        self.numbers = itertools.count(1)
        self.attempts, self.alive, self.opened = [], {}, []
        self.lock = threading.Lock()
        self.begin()

    def begin(self):
        self.t0 = time.monotonic()

    @property
    def now(self):
        return (time.monotonic() - self.t0) * 1000

    def sleep(self, ms):
        if ms > 0:
            time.sleep(ms / 1000)

    def until(self, ms):
        self.sleep(ms - self.now)

    def login(self):
        """A new session's number, after the time it takes; or Refused after the time that takes."""
        begun = self.now
        with self.lock:
            self.attempts.append(begun)
        after = self.refuses(begun)
        if after is not None:
            self.sleep(after)
            raise Refused('connection refused')
        self.sleep(self.connect_ms if self.slow_from is None or begun >= self.slow_from else 0)
        with self.lock:
            number = next(self.numbers)
            self.alive[number] = True
            self.opened.append((self.now, number))
        return number

    def break_all(self):
        with self.lock:
            for number in self.alive:
                self.alive[number] = False

    def statement(self, number):
        self.sleep(self.ping_ms)
        if not self.alive.get(number, False):
            raise Broken('server closed the connection unexpectedly')

    def close(self, number):
        with self.lock:
            self.alive.pop(number, None)

    @property
    def sessions(self):
        with self.lock:
            return len(self.alive)
