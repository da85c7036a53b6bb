"""Output of a kernel waits for its reader."""

import threading

import zmq

from chiso.runner.kernel_app import PatientKernelApp

# ZeroMQ keeps a thousand on either side for a reader who is behind.
MESSAGES = 5_000


def write(output):
    for _ in range(MESSAGES):
        output.send_multipart([b"x", b"line"])


def test_a_reader_who_begins_late_loses_nothing(tmp_path):
    context = zmq.Context()
    app = PatientKernelApp(transport="ipc", ip=str(tmp_path / "kernel"))
    app.init_iopub(context)
    reader = context.socket(zmq.SUB)
    reader.subscribe(b"x")
    reader.connect(f"ipc://{app.ip}-{app.iopub_port}")
    reader.recv_multipart()  # welcomed: from now on it is sent everything
    try:
        writer = threading.Thread(target=write, args=[app.iopub_thread])
        writer.start()
        writer.join(1)
        count = 0
        while count < MESSAGES and reader.poll(2_000):
            count += reader.recv_multipart() == [b"x", b"line"]
        writer.join()
    finally:
        loop = app.iopub_thread.io_loop
        loop.add_callback(loop.stop)
        app.iopub_thread.thread.join()
        app.iopub_thread.close()
        context.destroy(linger=0)
    assert count == MESSAGES
