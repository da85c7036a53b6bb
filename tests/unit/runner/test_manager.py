import asyncio
from queue import Empty

import pytest

from chiso.runner.manager import PromptClient, kernel_specifications, make_manager


class Scripted(PromptClient):
    """A client to which the given messages come; asking for more than they are is an error."""

    def __init__(self, shell, iopub, *, alive=True):
        super().__init__()
        self.waiting = {"shell": list(shell), "iopub": list(iopub)}
        self.alive = alive
        self.questions = []
        self.patience = []

    def kernel_info(self):
        self.questions.append(f"question {len(self.questions) + 1}")
        return self.questions[-1]

    def take(self, channel):
        message = self.waiting[channel].pop(0)
        if message is None:
            raise Empty
        return message

    async def get_shell_msg(self, timeout):
        return self.take("shell")

    async def get_iopub_msg(self, timeout):
        self.patience.append(timeout)
        return self.take("iopub")

    async def _async_is_alive(self):
        return self.alive


def reply(number=1):
    about = {"msg_id": f"question {number}"}
    return {"parent_header": about, "content": {"protocol_version": "5.3"}}


def status(state, number=1, kind="status"):
    about = {"msg_id": f"question {number}"} if number else {}
    return {"parent_header": about, "msg_type": kind, "content": {"execution_state": state}}


def wait(client, timeout=5.0):
    asyncio.run(client.wait_for_ready(timeout))
    return len(client.questions)


def test_a_client_is_ready_at_the_end_of_the_answer_without_waiting_for_silence():
    iopub = [status("starting", number=None), status("busy"), status("idle")]
    assert wait(Scripted([reply()], iopub)) == 1


def test_an_output_channel_that_connects_late_is_asked_again():
    late = [None, status("idle"), status("busy", 2), status("idle", 2)]
    assert wait(Scripted([reply(), reply(2)], late)) == 2


def test_it_is_asked_again_soon_and_then_less_and_less_often():
    client = Scripted(map(reply, range(1, 9)), [*[None] * 7, status("idle", 8)])
    assert wait(client) == 8
    assert client.patience[0] <= 0.01
    assert client.patience[-2:] == [0.2, 0.2]
    assert client.patience == sorted(client.patience)


def test_answers_to_earlier_questions_do_not_count():
    shell = [None, reply(1), reply(2)]
    assert wait(Scripted(shell, [status("idle", 1), status("idle", 2)])) == 2


def test_a_kernel_that_dies_is_told():
    with pytest.raises(RuntimeError, match="died before replying"):
        wait(Scripted([None], [], alive=False))


def test_a_kernel_that_never_answers_is_given_up():
    with pytest.raises(RuntimeError, match="didn't respond in 0 seconds"):
        wait(Scripted([None], []), timeout=0)


@pytest.mark.parametrize("installed", [False, True])
def test_the_own_kernel_is_that_of_this_version_whatever_is_installed(
    monkeypatch, tmp_path, installed
):
    monkeypatch.setattr("jupyter_core.paths.SYSTEM_JUPYTER_PATH", [])
    monkeypatch.setattr("jupyter_core.paths.ENV_JUPYTER_PATH", [str(tmp_path)])
    if installed:
        folder = tmp_path / "kernels" / "chiso"
        folder.mkdir(parents=True)
        (folder / "kernel.json").write_text('{"argv": ["python", "-m", "earlier"]}')
    spec = kernel_specifications().get_kernel_spec("chiso")
    assert spec.argv[:3] == ["python", "-m", "chiso.runner.kernel_launcher"]


def test_each_kernel_has_sockets_with_a_name_of_its_own(tmp_path):
    first, second = (make_manager("chiso", tmp_path) for _ in range(2))
    assert (first.transport, first.ip.startswith(str(tmp_path))) == ("ipc", True)
    assert first.connection_file != second.connection_file
    assert make_manager("chiso", None).transport == "tcp"
