"""Les mêmes programmes qu'en Rust, avec asyncio, uvloop et gevent.

    peers.py moteurs                              affiche les moteurs installés
    peers.py programme MOTEUR TRAVAIL NOMBRE      affiche le coût d'une opération
    peers.py serveur MOTEUR                       affiche un port, et renvoie ce qu'il reçoit
"""

import os
import platform
import random
import sys
import time


def resident():
    with open("/proc/self/statm") as statm:
        return int(statm.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def delays(count):
    chance = random.Random(1)
    return [0.2 + chance.random() for _ in range(count)]


# Avec asyncio et uvloop : des coroutines.

async def rest():
    pass


async def yields(tasks, count):
    import asyncio

    async def one():
        for _ in range(count // tasks):
            await asyncio.sleep(0)

    for task in [asyncio.create_task(one()) for _ in range(tasks)]:
        await task


async def batches(size, count):
    import asyncio

    for _ in range(count // size):
        for task in [asyncio.create_task(rest()) for _ in range(size)]:
            await task


async def ping_pong(count):
    import asyncio

    ping, pong = asyncio.Queue(1), asyncio.Queue(1)

    async def echo():
        while (value := await ping.get()) is not None:
            await pong.put(value)

    task = asyncio.create_task(echo())
    for value in range(count):
        await ping.put(value)
        await pong.get()
    await ping.put(None)
    await task


async def questions(count):
    import asyncio

    asked = asyncio.Queue(1)

    async def server():
        while (question := await asked.get()) is not None:
            value, answer = question
            answer.set_result(value)

    task = asyncio.create_task(server())
    loop = asyncio.get_running_loop()
    for value in range(count):
        answer = loop.create_future()
        await asked.put((value, answer))
        await answer
    await asked.put(None)
    await task


async def sleeps(count):
    import asyncio

    for task in [asyncio.create_task(asyncio.sleep(delay)) for delay in delays(count)]:
        await task


async def memory(count):
    import asyncio

    before = resident()
    tasks = [asyncio.create_task(asyncio.sleep(3600)) for _ in range(count)]
    await asyncio.sleep(0.1)
    print((resident() - before) / len(tasks), flush=True)
    os._exit(0)


COROUTINES = {
    "main-1": lambda count: yields(1, count),
    "reveil-1": lambda count: yields(1, count),
    "main-1000": lambda count: yields(1000, count),
    "lancer": lambda count: batches(1, count),
    "lots": lambda count: batches(1000, count),
    "foule": lambda count: batches(count, count),
    "canal": ping_pong,
    "reponse": questions,
    "sommeils": sleeps,
    "octets": memory,
}


# Avec gevent : des fonctions ordinaires, dans des greenlets.

def gevent_yields(tasks, count):
    import gevent

    def one():
        for _ in range(count // tasks):
            gevent.sleep(0)

    gevent.joinall([gevent.spawn(one) for _ in range(tasks)])


def gevent_batches(size, count):
    import gevent

    for _ in range(count // size):
        for task in [gevent.spawn(lambda: None) for _ in range(size)]:
            task.join()


def gevent_ping_pong(count):
    import gevent
    from gevent.queue import Queue

    ping, pong = Queue(1), Queue(1)

    def echo():
        while (value := ping.get()) is not None:
            pong.put(value)

    task = gevent.spawn(echo)
    for value in range(count):
        ping.put(value)
        pong.get()
    ping.put(None)
    task.join()


def gevent_questions(count):
    import gevent
    from gevent.event import AsyncResult
    from gevent.queue import Queue

    asked = Queue(1)

    def server():
        while (question := asked.get()) is not None:
            value, answer = question
            answer.set(value)

    task = gevent.spawn(server)
    for value in range(count):
        answer = AsyncResult()
        asked.put((value, answer))
        answer.get()
    asked.put(None)
    task.join()


def gevent_sleeps(count):
    import gevent

    gevent.joinall([gevent.spawn(gevent.sleep, delay) for delay in delays(count)])


def gevent_memory(count):
    import gevent

    before = resident()
    tasks = [gevent.spawn(gevent.sleep, 3600) for _ in range(count)]
    gevent.sleep(0.1)
    print((resident() - before) / len(tasks), flush=True)
    os._exit(0)


GREENLETS = {
    "main-1": lambda count: gevent_yields(1, count),
    "reveil-1": lambda count: gevent_yields(1, count),
    "main-1000": lambda count: gevent_yields(1000, count),
    "lancer": lambda count: gevent_batches(1, count),
    "lots": lambda count: gevent_batches(1000, count),
    "foule": lambda count: gevent_batches(count, count),
    "canal": gevent_ping_pong,
    "reponse": gevent_questions,
    "sommeils": gevent_sleeps,
    "octets": gevent_memory,
}


def play(engine, program, count):
    if engine == "gevent":
        GREENLETS[program](count)
    elif engine == "uvloop":
        import uvloop

        uvloop.run(COROUTINES[program](count))
    else:
        import asyncio

        asyncio.run(COROUTINES[program](count))


def measure(engine, program, count):
    if program not in ("sommeils", "octets"):
        # Un échauffement, sauf là où il faudrait attendre.
        play(engine, program, max(1, count // 10))
    before = time.process_time_ns()
    play(engine, program, count)
    print((time.process_time_ns() - before) / count)


async def serve_protocol():
    import asyncio

    class Echo(asyncio.Protocol):
        def connection_made(self, transport):
            self.transport = transport

        def data_received(self, data):
            self.transport.write(data)

    server = await asyncio.get_running_loop().create_server(Echo, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


def serve_greenlets():
    from gevent.server import StreamServer

    def echo(socket, _address):
        while data := socket.recv(1024):
            socket.sendall(data)

    server = StreamServer(("127.0.0.1", 0), echo)
    server.start()
    print(server.server_port, flush=True)
    server.serve_forever()


def serve(engine):
    if engine == "gevent":
        serve_greenlets()
    elif engine == "uvloop":
        import uvloop

        uvloop.run(serve_protocol())
    else:
        import asyncio

        asyncio.run(serve_protocol())


def engines():
    print("asyncio", platform.python_version())
    for name in ["uvloop", "gevent"]:
        try:
            print(name, __import__(name).__version__)
        except ImportError:
            pass


def main():
    match sys.argv[1:]:
        case ["moteurs"]:
            engines()
        case ["programme", engine, program, count]:
            os.sched_setaffinity(0, {0})
            measure(engine, program, int(count))
        case ["serveur", engine]:
            os.sched_setaffinity(0, {0})
            serve(engine)
        case _:
            sys.exit(__doc__)


main()
