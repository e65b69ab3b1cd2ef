"""The program of a worker whose jobs tell what they do by files in the folder it is run in."""

PROGRAM = """
import os, sys, time
from pathlib import Path
from tansiq.platform import background, job_limits
from tansiq.platform.database import open_database, use
from tansiq.platform.job_limits import Limits

here = Path(sys.argv[1])


def quick(order, progress):
    (here / f"done-{order.row_id}").write_text(order.ended)


def slow(order, progress):
    progress("half", 5)
    with (here / f"begun-{order.row_id}").open("a") as out:
        out.write("x")
    while not order.ended and not (here / "go").exists():
        time.sleep(0.05)
    quick(order, progress)


def greedy(order, progress):
    held = None if order.ended else bytearray(900 << 20)
    quick(order, progress)


def broken(order, progress):
    order.ended or os.abort()
    quick(order, progress)


def killed(order, progress):
    with (here / f"begun-{order.row_id}").open("a") as out:
        out.write("x")
    if not order.ended and (order.row_id == 2 or (here / "begun-1").read_text() == "x"):
        os.kill(os.getpid(), 9)
    quick(order, progress)


def unlucky(order, progress):
    if not (here / "go").exists():
        raise RuntimeError("away")
    quick(order, progress)


def priority(order, progress):
    (here / "nice-of-job").write_text(str(os.getpriority(os.PRIO_PROCESS, 0)))
    (here / "nice-of-worker").write_text(str(os.getpriority(os.PRIO_PROCESS, os.getppid())))
    quick(order, progress)


job_limits.is_postgres = lambda: len(sys.argv) > 3
use(open_database(f"sqlite:///{here}/register.db", pooled=True))
jobs = {one.__name__: one for one in (quick, slow, greedy, broken, killed, unlucky, priority)}
jobs["sweep"] = lambda order, progress: None
limits = Limits(memory_mb=300, minutes=float(sys.argv[2]), at_once=2)
background.use(background.open_queue(f"sqlite:///{here}/queue.db", jobs, limits))
background.work()
"""
