import asyncio


async def follow(star):
    print(f"{star} : suivi commence")
    await asyncio.sleep(0)
    print(f"{star} : suivi finit")


async def survey():
    followed = []
    for star in ["Véga", "Deneb"]:
        print(f"relevé : {star} repérée")
        followed.append(asyncio.create_task(follow(star)))
        await asyncio.sleep(0)
    print("relevé : fini")
    await asyncio.wait(followed)


asyncio.run(survey())
try:
    asyncio.get_running_loop()
except RuntimeError as error:
    print("hors de la boucle :", error)
