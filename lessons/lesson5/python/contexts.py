import asyncio
import time


# ANCHOR: Telescope
class Telescope:
    async def __aenter__(self):
        await asyncio.sleep(0.1)
        print("  télescope ouvert")
        return self

    async def __aexit__(self, kind, error, trace):
        await asyncio.sleep(0.1)
        print("  télescope rangé")

    async def expose(self, star):
        await asyncio.sleep(0.1)
        if star == "Deneb":
            raise OSError("un nuage est passé")
        return f"{star}.fits"


async def observe(star):
    async with Telescope() as telescope:
        return await telescope.expose(star)
# ANCHOR_END: Telescope


async def main():
    start = time.monotonic()
    now = lambda: time.monotonic() - start
    for star in ["Véga", "Deneb"]:
        print(star)
        try:
            print("  reçu :", await observe(star), f"à {now():.1f} s")
        except OSError as error:
            print("  erreur :", error, f"à {now():.1f} s")


asyncio.run(main())
