import asyncio
import time

start = time.monotonic()


def say(text):
    print(f"[{time.monotonic() - start:6.3f} s] {text}")


async def observe(star):
    say(f"{star} : le télescope tourne")
    await asyncio.sleep(0.5)
    say(f"{star} : l'obturateur s'ouvre")
    await asyncio.sleep(1.0)
    say(f"{star} : l'image est prête")
    return f"image de {star}"


async def main():
    images = await asyncio.gather(
        observe("Véga"),
        observe("Deneb"),
    )
    say(f"reçu : {images}")


asyncio.run(main())
