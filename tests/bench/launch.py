"""`python -m tests.bench.launch module:application port`: uvicorn as the embedded server runs it."""

import sys

import uvicorn

OPTIONS = {
    "host": "127.0.0.1",
    "lifespan": "off",
    "access_log": False,
    "log_level": "warning",
    "ws_max_size": 65_536,
    "ws_per_message_deflate": False,
    "timeout_graceful_shutdown": 1,
}

if __name__ == "__main__":
    uvicorn.run(sys.argv[1], port=int(sys.argv[2]), **OPTIONS)
