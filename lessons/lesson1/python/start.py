import asyncio
import time

start = time.monotonic()


def say(text):
    print(f"[{time.monotonic() - start:6.3f} s] {text}")


async def pose(star):
    say(f"{star} : début")
    await asyncio.sleep(0.3)
    say(f"{star} : fin")


# ANCHOR: main
async def main():
    vega, deneb = pose("Véga"), pose("Deneb")
    say("les deux coroutines sont créées")
    await vega
    await deneb

    tasks = [asyncio.create_task(pose(star)) for star in ("Véga", "Deneb")]
    say("les deux tâches sont créées")
    time.sleep(0.2)
    say("j'attends")
    for task in tasks:
        await task
# ANCHOR_END: main


asyncio.run(main())
