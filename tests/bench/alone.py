"""Run a command in a process of its own and print what it took as JSON: python -m tests.bench.alone COMMAND ...

The most memory that the system tells of a process counts what its parent held when it was started. This one
stands between them and holds next to nothing.
"""

import json
import os
import subprocess
import sys
import tempfile
import time


def run(words: list[str]) -> dict[str, float | int | str]:
    """Seconds by the clock and of the processor, megabytes (10^6 bytes) at most, the exit code, all that was said."""
    began = time.perf_counter()
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(words, stdout=said, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        return {
            "seconds": time.perf_counter() - began,
            "processor": usage.ru_utime + usage.ru_stime,
            "megabytes": usage.ru_maxrss * 1024 / 1e6,
            "code": process.returncode,
            "said": said.read().decode(errors="replace"),
        }


if __name__ == "__main__":
    print(json.dumps(run(sys.argv[1:])))  # noqa: T201  Its caller reads this.
