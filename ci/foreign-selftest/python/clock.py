"""Tout ce dont les dates doivent être exactes."""

import asyncio
import threading
import time

START = time.monotonic()


def say(text):
    print(f"[{time.monotonic() - START:6.3f} s] {text}")


def block(name, seconds):
    say(f"{name} : début")
    time.sleep(seconds)
    say(f"{name} : fin")


async def nap(seconds):
    await asyncio.sleep(seconds)
    say(f"dormi {seconds} s")


async def main():
    await asyncio.gather(nap(0.5), nap(1.5))
    time.sleep(0.25)
    say("bloqué 0.25 s")
    # Trois dormeurs à la fois : deux threads et la boucle, que le principal bloque aussi.
    asyncio.get_running_loop().call_later(0.1, time.sleep, 0.3)
    await asyncio.gather(
        asyncio.to_thread(block, "long", 1), nap(0.6), asyncio.to_thread(block, "court", 0.2)
    )
    try:
        await asyncio.wait_for(asyncio.to_thread(block, "oublié", 2), 1)
    except TimeoutError:
        say("délai dépassé")


asyncio.run(main())
say("la boucle attend ses threads")
thread = threading.Thread(target=block, args=("thread", 1))
thread.start()
time.sleep(0.5)
say("principal")
thread.join()
say("réuni")
