"""Reads a file in a child process that it may take down: a hostile file costs that process and itself.

A child reads one file after another, so that its start is not paid for each; after a failure, and after some
files, there is a new one. What it gives depends on the bytes alone.
"""

from __future__ import annotations

import atexit
import os
import signal
import subprocess
import sys
import threading

from extract.errors import SourceError
from extract.limits import LIMITS, Limits

from .blocks import Reading
from .child import Answer, Request, megabytes

_START = "from extract.formats.child import serve; serve()"
_FILES_A_CHILD = 200
_lock = threading.Lock()


class _Child:
    def __init__(self) -> None:
        path = os.pathsep.join(entry or str(os.getcwd()) for entry in sys.path)  # noqa: PTH109
        self.owner = os.getpid()
        self.served = 0
        self.late = False
        # The program is this Python and the code a constant: nothing of the file is in the call.
        self.process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-c", _START],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": path},
        )

    def ask(self, request: Request, data: bytes) -> Answer | None:
        """The answer to a request, None where the child did not live to give it."""
        self.served += 1
        timer = threading.Timer(request.limits.seconds, self._give_up)
        timer.start()
        try:
            return self._answer(request, data)
        finally:
            timer.cancel()

    def _answer(self, request: Request, data: bytes) -> Answer | None:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        try:
            self.process.stdin.write(request.line())
            self.process.stdin.write(data)
            self.process.stdin.flush()
        except OSError:
            return None
        size = self.process.stdout.read(8)
        answer = self.process.stdout.read(int.from_bytes(size))
        if len(size) < 8 or len(answer) < int.from_bytes(size):
            return None
        return Answer.of(answer)

    def _give_up(self) -> None:
        self.late = True
        self.process.kill()

    def end(self) -> int:
        """End the process, and return what it ended with."""
        self.process.kill()
        for pipe in (self.process.stdin, self.process.stdout):
            assert pipe is not None
            try:
                pipe.close()
            except OSError:  # bytes that it did not take any more
                continue
        return self.process.wait()


_kept: list[_Child] = []  # one at most


def read_guarded(kind: str, data: bytes, limits: Limits = LIMITS) -> Reading:
    """Return the reading of a file of a kind. Raises `SourceError`, also where the child broke down."""
    with _lock:
        while True:
            child = _child()
            used = child.served > 0
            answer = child.ask(Request(kind, len(data), limits), data)
            if answer is not None:
                break
            late, code = child.late, _end_child()
            if late or code == -_cpu_signal():
                raise SourceError("too_slow", str(limits.seconds))
            if not used:
                raise SourceError("too_heavy", megabytes(limits))
            # What earlier files left behind may have been too much: once more, in a new process.
    if answer.reading is None:
        raise SourceError(answer.reason, answer.detail)
    return answer.reading


def _cpu_signal() -> int:
    return 0 if sys.platform == "win32" else int(signal.SIGXCPU)


def _child() -> _Child:
    """The child of this very process: one that was there when it was forked is another's."""
    if _kept and _kept[0].owner != os.getpid():
        _kept.clear()
    if _kept and _kept[0].served >= _FILES_A_CHILD:
        _end_child()
    if not _kept:
        _kept.append(_Child())
    return _kept[0]


@atexit.register
def _end_child() -> int:
    """End the child there is; return its exit code."""
    if _kept and _kept[0].owner == os.getpid():
        return _kept.pop().end()
    return 0
