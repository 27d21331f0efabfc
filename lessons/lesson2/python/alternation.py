import asyncio


async def point(star):
    print(f"{star} : la monture tourne")
    await asyncio.sleep(0)
    print(f"{star} : la monture corrige")
    await asyncio.sleep(0)
    print(f"{star} : pointée")


def step(coroutine):
    try:
        coroutine.send(None)
        return "(pas encore)"
    except StopIteration:
        return "(fini)"


vega, deneb = point("Véga"), point("Deneb")
for turn in range(1, 4):
    print("tour", turn, step(vega), step(deneb))
