import asyncio
import random
import time

START = time.perf_counter()
visits = [0]


async def serve(reader, writer):
    await reader.readuntil(b"\r\n\r\n")
    visits[0] += 1
    if visits[0] < 3:
        writer.write(b"HTTP/1.1 503 Plus tard\r\nRetry-After: 1\r\n\r\n")
    else:
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n<h1>Vega</h1>\n")
    await writer.drain()
    writer.close()


async def fetch(address, path):
    reader, writer = await asyncio.open_connection(*address)
    try:
        writer.write(f"GET {path} HTTP/1.1\r\nHost: local\r\n\r\n".encode())
        answer = await reader.read()
    finally:
        writer.close()
    head, _, body = answer.decode().partition("\r\n\r\n")
    lines = head.splitlines()
    headers = dict(line.lower().split(": ", 1) for line in lines[1:])
    return int(lines[0].split()[1]), headers, body.strip()


def say(text):
    print(f"[{time.perf_counter() - START:6.3f} s] {text}")


# ANCHOR: main
async def fetch_again(address, path, attempts):
    wait = 0.5
    for attempt in range(1, attempts + 1):
        status, headers, body = await fetch(address, path)
        if status == 200:
            return body
        if status not in {408, 429, 500, 502, 503, 504} or attempt == attempts:
            raise OSError(f"statut {status}")
        pause = max(wait * random.uniform(0.5, 1), int(headers.get("retry-after", 0)))
        say(f"statut {status} ; attente de {pause} s")
        await asyncio.sleep(pause)
        wait = min(wait * 2, 30)


async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        address = server.sockets[0].getsockname()
        say(await fetch_again(address, "/", 3))
# ANCHOR_END: main


asyncio.run(main())
