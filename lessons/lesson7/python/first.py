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
        asked = [
            asyncio.create_task(fetch(address, f"/{star}/{wait}"))
            for star, wait in [("Vega", 0.6), ("Deneb", 0.2), ("Altair", 0.4)]
        ]
        done, others = await asyncio.wait(
            asked, return_when=asyncio.FIRST_COMPLETED
        )
        say(f"première réponse : {done.pop().result()}")
        say(f"{len(others)} requêtes courent encore")
        for task in others:
            task.cancel()
        await asyncio.wait(others)
        say(f"annulées : {[task.cancelled() for task in others]}")
# ANCHOR_END: main


asyncio.run(main())
