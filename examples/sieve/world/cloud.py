"""S3 and DynamoDB on this machine, by the moto library.

    python world/cloud.py [--port 8701]

Prints one line of JSON with the endpoint when it is ready, and ends with its standard input.
"""

import argparse
import json
import os
import socket
import sys

# What the shell says of accounts and endpoints is not meant for this cloud, and the library would follow it.
for name in [name for name in os.environ if name.startswith("AWS_")]:
    del os.environ[name]

from moto.server import ThreadedMotoServer  # noqa: E402


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8701, help="0 takes a free one")
    port = parser.parse_args().port
    refuse_taken(port)

    # An address and no name: the SDK puts the bucket in front of a name, and nobody resolves that.
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=port, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    print(json.dumps({"endpoint": f"http://{host}:{port}"}), flush=True)
    sys.stdin.read()
    os._exit(0)


def refuse_taken(port: int) -> None:
    """Ends here if another program has the port: the server itself would wait for ever."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            sys.exit(f"port {port} of 127.0.0.1 cannot be used: {error.strerror}")


if __name__ == "__main__":
    main()
