import asyncio


async def echo(reader, writer):
    while data := await reader.read(1024):
        writer.write(data)
        await writer.drain()
    writer.close()
    await writer.wait_closed()


async def ask(address, name, star):
    reader, writer = await asyncio.open_connection(*address)
    writer.write(star.encode())
    answer = await reader.read(1024)
    print(f"{name} entend « {answer.decode()} »")
    writer.close()
    await writer.wait_closed()


async def main():
    server = await asyncio.start_server(echo, "127.0.0.1", 0)
    address = server.sockets[0].getsockname()
    async with server:
        await ask(address, "Ada", "Véga")
        await ask(address, "Berthe", "Altaïr")


asyncio.run(main())
