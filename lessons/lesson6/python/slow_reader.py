import asyncio

MIB = 1024 * 1024


async def send_sky(reader, writer):
    for sent in range(32):
        writer.write(bytes(MIB))
        try:
            await asyncio.wait_for(writer.drain(), 1)
        except TimeoutError:
            print("avec drain : suspendu, le client ne lit pas")
            break
    writer.transport.abort()


async def send_without_drain(reader, writer):
    for sent in range(32):
        writer.write(bytes(MIB))
    waiting = writer.transport.get_write_buffer_size()
    print(f"sans drain : plus de 16 Mio en mémoire : {waiting > 16 * MIB}")
    writer.transport.abort()


async def main():
    for serve in [send_sky, send_without_drain]:
        server = await asyncio.start_server(serve, "127.0.0.1", 0)
        address = server.sockets[0].getsockname()
        reader, writer = await asyncio.open_connection(*address, limit=1024)
        await asyncio.sleep(2)
        writer.close()
        server.close()


asyncio.run(main())
