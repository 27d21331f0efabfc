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
    vega = pose("Véga")
    deneb = pose("Deneb")
    say("les deux coroutines sont créées")
    await vega
    await deneb

    vega = asyncio.create_task(pose("Véga"))
    deneb = asyncio.create_task(pose("Deneb"))
    say("les deux tâches sont créées")
    time.sleep(0.2)
    say("premier await")
    await vega
    await deneb
# ANCHOR_END: main


asyncio.run(main())
