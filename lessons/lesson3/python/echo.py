import asyncio


async def serve(reader, writer):
    text = (await reader.readuntil(b".")).decode()
    print(f"serveur : reçu « {text} »")
    writer.write(text[::-1].encode())
    await writer.drain()
    writer.close()


async def ask(address):
    reader, writer = await asyncio.open_connection(*address)
    writer.write("le ciel est dégagé.".encode())
    answer = (await reader.read()).decode()
    print(f"client : reçu « {answer} »")
    writer.close()


async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        await ask(server.sockets[0].getsockname())


asyncio.run(main())
