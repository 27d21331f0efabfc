import asyncio
import time

start = time.monotonic()


def say(text):
    print(f"[{time.monotonic() - start:6.3f} s] {text}")


# ANCHOR: observe_badly
async def observe_badly(star):
    say(f"{star} : le télescope tourne")
    await asyncio.sleep(0.5)
    say(f"{star} : lecture du capteur")
    time.sleep(1.0)
    say(f"{star} : l'image est prête")
# ANCHOR_END: observe_badly


# ANCHOR: observe_well
async def observe_well(star):
    say(f"{star} : le télescope tourne")
    await asyncio.sleep(0.5)
    say(f"{star} : lecture du capteur")
    await asyncio.to_thread(time.sleep, 1.0)
    say(f"{star} : l'image est prête")
# ANCHOR_END: observe_well


async def main():
    await asyncio.gather(observe_badly("Véga"), observe_badly("Deneb"))
    say("tout est fini, mal")
    await asyncio.gather(observe_well("Véga"), observe_well("Deneb"))
    say("tout est fini, bien")


asyncio.run(main())
