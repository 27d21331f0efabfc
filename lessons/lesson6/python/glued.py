import asyncio


async def show_reads(reader, writer):
    await asyncio.sleep(0.1)
    while data := await reader.read(1024):
        try:
            print(f"{len(data)} octets : {data.decode()}")
        except UnicodeDecodeError as error:
            print(f"{len(data)} octets : {error.reason}")
    writer.close()
    done.set()


async def main():
    server = await asyncio.start_server(show_reads, "127.0.0.1", 0)
    reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
    writer.write("Véga".encode())
    writer.write("Deneb".encode())
    await asyncio.sleep(0.5)
    altair = "Altaïr".encode()
    writer.write(altair[:5])
    await asyncio.sleep(0.5)
    writer.write(altair[5:])
    writer.close()
    await done.wait()
    server.close()


done = asyncio.Event()
asyncio.run(main())
