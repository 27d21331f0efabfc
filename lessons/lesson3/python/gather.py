import asyncio


async def expose(star, seconds):
    await asyncio.sleep(seconds)
    if star == "Deneb":
        raise OSError("un nuage est passé")
    print(f"{star} : image prise")
    return f"image de {star}"


async def main():
    results = await asyncio.gather(
        expose("Véga", 0.6),
        expose("Deneb", 0.2),
        expose("Sirius", 0.4),
        return_exceptions=True,
    )
    for result in results:
        print(repr(result))


asyncio.run(main())
