import asyncio


async def echo_lines(reader, writer):
    try:
        while line := await reader.readline():
            writer.write(line)
            await writer.drain()
    except ValueError as error:
        writer.write(f"erreur : {type(error).__name__}\n".encode())
    writer.close()


async def main():
    # `limit` : la plus longue ligne acceptée, 64 Kio d'office.
    server = await asyncio.start_server(echo_lines, "127.0.0.1", 0, limit=16)
    reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
    writer.write("Véga\nDeneb\n".encode())
    print((await reader.readline()).decode(), end="")
    print((await reader.readline()).decode(), end="")
    writer.write("Véga, Deneb, Altaïr et leurs voisines\n".encode())
    print((await reader.readline()).decode(), end="")
    writer.close()
    server.close()


asyncio.run(main())
