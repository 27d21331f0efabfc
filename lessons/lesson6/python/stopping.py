import asyncio

talks = set()


async def echo_lines(reader, writer):
    task = asyncio.current_task()
    talks.add(task)
    try:
        while line := await reader.readline():
            writer.write(line)
            await writer.drain()
    except asyncio.CancelledError:
        print("serveur : une conversation coupée")
    finally:
        talks.discard(task)
        writer.close()


async def finish_a_line(address, delay):
    reader, writer = await asyncio.open_connection(*address)
    writer.write(b"Den")
    await asyncio.sleep(delay)
    writer.write(b"eb\n")
    answer = (await reader.read()).decode()
    print(f"après {delay} s : {answer.strip() or 'rien'}")
    writer.close()


async def main():
    server = await asyncio.start_server(echo_lines, "127.0.0.1", 0)
    address = server.sockets[0].getsockname()
    clients = [asyncio.create_task(finish_a_line(address, delay)) for delay in [2, 9]]
    await asyncio.sleep(1)
    print("serveur : arrêt")
    server.close()
    # Rien dans asyncio ne dit à une conversation de finir : on attend, puis on coupe.
    await asyncio.wait(talks, timeout=3)
    for talk in talks:
        talk.cancel()
    await asyncio.gather(*clients)


asyncio.run(main())
