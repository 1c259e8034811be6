"""A web process asked to leave answers all who reached it: later ones are refused, nobody is cut off."""

import signal
import socket
import subprocess
import sys
import threading
from collections import Counter

import pytest
from embedded.waiting import until

from tests.gateway import free_port, kill

APPLICATION = """
import time
def app(environ, start_response):
    time.sleep(0.05)
    start_response("200 OK", [("Content-Length", "2")])
    return [b"ok"]
"""
ASK = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


def ask(port: int) -> str:
    with socket.socket() as one:
        one.settimeout(10)
        try:
            one.connect(("127.0.0.1", port))
        except ConnectionRefusedError:
            return "refused"
        try:
            one.sendall(ASK)
            return one.recv(15).decode() or "cut off"
        except OSError as error:
            return type(error).__name__


@pytest.mark.parametrize("_attempt", range(3))
def test_nobody_is_cut_off_when_a_web_process_leaves(tmp_path, _attempt):
    (tmp_path / "slow.py").write_text(APPLICATION)
    port = free_port()
    options = ["--bind", f"127.0.0.1:{port}", "--threads", "4", "--worker-class", "kit.worker.Worker"]
    command = [sys.executable, "-m", "gunicorn", "--no-control-socket", *options, "slow:app"]
    process = subprocess.Popen(command, cwd=tmp_path, start_new_session=True, stderr=subprocess.DEVNULL)
    answers: Counter[str] = Counter()
    try:
        until(lambda: ask(port) == "HTTP/1.1 200 OK", 20, "it did not start")

        def keep_asking() -> None:
            while (answer := ask(port)) != "refused":
                answers[answer] += 1

        clients = [threading.Thread(target=keep_asking) for _ in range(16)]
        for client in clients:
            client.start()
        until(lambda: answers.total() >= 32, 10, "nobody was answered")
        process.send_signal(signal.SIGTERM)
        for client in clients:
            client.join(20)
        assert set(answers) == {"HTTP/1.1 200 OK"}, answers
        assert process.wait(10) == 0
    finally:
        kill(process)
