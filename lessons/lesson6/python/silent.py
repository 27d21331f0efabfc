import asyncio
import time


async def echo(reader, writer):
    try:
        while data := await asyncio.wait_for(reader.read(1024), timeout=1):
            writer.write(data)
            await writer.drain()
    except TimeoutError:
        writer.write("erreur : silence trop long\n".encode())
    writer.close()


async def hear(reader, start):
    line = (await reader.readline()).decode().strip()
    print(f"[{time.monotonic() - start:6.3f} s] {line}")


async def main():
    server = await asyncio.start_server(echo, "127.0.0.1", 0)
    reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
    start = time.monotonic()
    for star in ["Véga", "Deneb", "Altaïr"]:
        await asyncio.sleep(0.7)
        writer.write(f"{star}\n".encode())
        await hear(reader, start)
    await hear(reader, start)
    writer.close()
    server.close()


asyncio.run(main())
