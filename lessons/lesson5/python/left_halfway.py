import asyncio
from contextlib import aclosing


async def expose_all():
    try:
        for star in ["Véga", "Deneb", "Altaïr"]:
            await asyncio.sleep(0.1)
            yield star
    finally:
        await asyncio.sleep(0)
        print("l'obturateur se ferme")


async def main():
    images = expose_all()
    async for star in images:
        print("la première suffit :", star)
        break
    print("la nuit continue")
    async with aclosing(expose_all()) as images:
        async for star in images:
            print("la première suffit :", star)
            break
    print("la nuit continue")


asyncio.run(main())
