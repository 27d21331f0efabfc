import asyncio
import time

START = time.perf_counter()


async def serve(reader, writer):
    request = (await reader.readuntil(b"\r\n\r\n")).decode()
    _, star, seconds = request.split()[1].split("/")
    await asyncio.sleep(float(seconds))
    body = f"<h1>{star}</h1>\n".encode()
    head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\n\r\n"
    writer.write(head.encode() + body)
    await writer.drain()
    writer.close()


async def fetch(address, path):
    reader, writer = await asyncio.open_connection(*address)
    try:
        writer.write(f"GET {path} HTTP/1.1\r\nHost: local\r\n\r\n".encode())
        answer = await reader.read()
    finally:
        writer.close()
    return answer.partition(b"\r\n\r\n")[2].decode().strip()


def say(text):
    print(f"[{time.perf_counter() - START:6.3f} s] {text}")


# ANCHOR: main
async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        address = server.sockets[0].getsockname()
        waits = {"Vega": 0.8, "Deneb": 0.7, "Altair": 0.6, "Sirius": 0.5}
        pages = await asyncio.gather(
            *(fetch(address, f"/{star}/{wait}") for star, wait in waits.items())
        )
        say(pages)
# ANCHOR_END: main


asyncio.run(main())
