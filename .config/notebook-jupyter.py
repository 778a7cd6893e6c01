"""Runs cells in a Jupyter kernel: [source, ...] as JSON on stdin, [{outputs, ...}, ...] on stdout.

nbconvert drops what a kernel sends after it has said that it is idle, and the Deno kernel often sends the result of a cell a moment later (seen with
deno 2.9.5: on a busy machine one output in ten was lost). Here every message goes to the cell that it belongs to, whenever it comes.
"""

import json
import queue
import sys
import time

from jupyter_client.manager import start_new_kernel

LATE_S = 3
LONGEST_S = 600

cells = json.load(sys.stdin)
manager, client = start_new_kernel(kernel_name="deno", startup_timeout=120)
outputs = [[] for _ in cells]
owner = {}


def take(message):
    """Files one message; returns the cell that it says is done, or None."""
    cell = owner.get(message["parent_header"].get("msg_id"))
    kind, content = message["msg_type"], message["content"]
    if cell is None:
        return None
    if kind in ("execute_result", "display_data"):
        output = {"output_type": kind, "data": content["data"], "metadata": content.get("metadata") or {}}
        outputs[cell].append(dict(output, execution_count=content["execution_count"]) if kind == "execute_result" else output)
    elif kind == "stream":
        outputs[cell].append({"output_type": "stream", "name": content["name"], "text": content["text"]})
    elif kind == "error":
        outputs[cell].append({"output_type": "error", "ename": content["ename"], "evalue": content["evalue"], "traceback": content["traceback"]})
    return cell if kind == "status" and content["execution_state"] == "idle" else None


try:
    for number, source in enumerate(cells):
        owner[client.execute(source)] = number
        until = time.monotonic() + LONGEST_S
        while take(client.get_iopub_msg(timeout=until - time.monotonic())) != number:
            pass
    try:
        while True:
            take(client.get_iopub_msg(timeout=LATE_S))
    except queue.Empty:
        pass
finally:
    client.stop_channels()
    manager.shutdown_kernel(now=True)
json.dump(outputs, sys.stdout)
