import asyncio
from contextlib import asynccontextmanager


async def serve(reader, writer):
    while star := (await reader.readline()).decode().strip():
        await asyncio.sleep(0.05 * len(star))
        writer.write(f"{star}.fits\n".encode())
        await writer.drain()
    writer.close()


async def ask(star, address):
    reader, writer = await asyncio.open_connection(*address)
    writer.write(f"{star}\n".encode())
    image = (await reader.readline()).decode().strip()
    writer.close()
    return image


# ANCHOR: running_server
@asynccontextmanager
async def running_server():
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()
    finally:
        server.close()
        await server.wait_closed()


async def main():
    async with running_server() as address:
        asks = [ask(star, address) for star in ["Altaïr", "Deneb", "Véga"]]
        for image in asyncio.as_completed(asks):
            print("reçu :", await image)
    try:
        await asyncio.open_connection(*address)
    except ConnectionRefusedError:
        print("plus personne n'écoute")
# ANCHOR_END: running_server


asyncio.run(main())
