"""A Runtime API for one environment, on raw loopback sockets, that times each invocation.

The time of an invocation runs from the moment the event has been handed to the socket to the moment
the response has been read. Between two invocations nothing happens for `pause` seconds, as in the cloud,
so that caches are as cold as they would be there.
"""
import os
import select
import signal
import socket
import subprocess
import time


class Failed(Exception):
    """The environment did something else than answering."""


class Environment:
    """One process that speaks the Runtime API, from its start to its end."""

    def __init__(self, argv, env, cwd, seconds=30.0):
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.deadline = time.monotonic() + seconds
        self.connections = {}
        self.output = os.open(os.devnull, os.O_WRONLY)
        env = dict(env, AWS_LAMBDA_RUNTIME_API=f"127.0.0.1:{self.listener.getsockname()[1]}")
        self.errors = os.memfd_create("stderr")
        self.started = time.perf_counter_ns()
        self.process = subprocess.Popen(argv, env=env, cwd=cwd, stdin=subprocess.DEVNULL, stdout=self.output,
                                        stderr=self.errors, start_new_session=True)

    def close(self):
        """Ends the process and everything it started."""
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self.process.wait()
        for connection in list(self.connections):
            connection.close()
        self.listener.close()
        os.close(self.output)
        os.close(self.errors)

    def errors_text(self):
        """The end of what the process wrote to standard error."""
        size = os.lseek(self.errors, 0, os.SEEK_END)
        return os.pread(self.errors, 600, max(0, size - 600)).decode("utf-8", "replace")

    def invoke(self, event, number):
        """Hands over one event and returns (nanoseconds until the response, its body)."""
        asking = self._wait_for(b"GET ", "/invocation/next")
        head = (f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(event)}\r\n"
                f"Lambda-Runtime-Aws-Request-Id: 8476a536-e9f4-11e8-9739-{number:012x}\r\n"
                f"Lambda-Runtime-Deadline-Ms: {int(time.time() * 1000) + 30000}\r\n"
                "Lambda-Runtime-Invoked-Function-Arn: arn:aws:lambda:eu-west-1:123456789012:function:bench\r\n"
                "Lambda-Runtime-Trace-Id: Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Sampled=0\r\n\r\n").encode()
        asking.sendall(head + event)
        begun = time.perf_counter_ns()
        answering = self._wait_for(b"POST ", "/response")
        took = time.perf_counter_ns() - begun
        body = self.connections[answering][1]
        answering.sendall(b"HTTP/1.1 202 Accepted\r\nContent-Type: application/json\r\nContent-Length: 15\r\n\r\n{\"status\":\"OK\"}")
        return took, body

    def memory(self):
        """Resident memory of the process in bytes."""
        with open(f"/proc/{self.process.pid}/statm") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")

    def _wait_for(self, method, path):
        while True:
            connection = self._next_request()
            line = self.connections[connection][0]
            if line.startswith(method) and path in line.decode("latin1"):
                return connection
            raise Failed(f"{line.decode('latin1', 'replace')} {self.connections[connection][1][:300]!r} {self.errors_text()}")

    def _next_request(self):
        while True:
            left = self.deadline - time.monotonic()
            if left <= 0:
                raise Failed(f"no answer in time; {self.errors_text()}")
            ready, _, _ = select.select([self.listener, *self.connections], [], [], min(left, 0.5))
            if not ready and self.process.poll() is not None:
                raise Failed(f"ended with {self.process.returncode}; {self.errors_text()}")
            for item in ready:
                if item is self.listener:
                    connection, _ = self.listener.accept()
                    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                    self.connections[connection] = (b"", b"")
                elif self._read(item):
                    return item

    def _read(self, connection):
        """Reads one whole request; False when the peer has hung up."""
        data = connection.recv(1 << 20)
        while data and b"\r\n\r\n" not in data:
            data += connection.recv(1 << 20)
        if not data:
            connection.close()
            del self.connections[connection]
            return False
        head, body = data.split(b"\r\n\r\n", 1)
        fields = dict(line.split(b": ", 1) for line in head.lower().split(b"\r\n")[1:] if b": " in line)
        length = int(fields.get(b"content-length", b"0"))
        chunked = b"chunked" in fields.get(b"transfer-encoding", b"")
        while len(body) < length or chunked and not body.endswith(b"0\r\n\r\n"):
            body += connection.recv(1 << 20)
        self.connections[connection] = (head.split(b"\r\n", 1)[0], body)
        return True
