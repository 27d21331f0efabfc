import asyncio


async def expose(star, seconds):
    print(f"{star} : obturateur ouvert")
    try:
        await asyncio.sleep(seconds)
        print(f"{star} : image prise")
        return star
    finally:
        print(f"{star} : obturateur fermé")


async def main():
    try:
        async with asyncio.timeout(0.5):
            await expose("Véga", 1)
    except TimeoutError:
        print("pas d'image : le délai est dépassé")

    pose = asyncio.create_task(expose("Altaïr", 0.5))
    await asyncio.sleep(0.25)
    print("des nuages : on annule Altaïr")
    pose.cancel()
    print("les nuages sont passés")
    try:
        await pose
    except asyncio.CancelledError:
        print("la tâche a été annulée")


asyncio.run(main())
