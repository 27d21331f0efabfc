import asyncio


async def telescope(clear):
    print("télescope : en attente")
    await clear
    print("télescope : le ciel est dégagé")


async def main():
    clear = asyncio.get_running_loop().create_future()
    task = asyncio.create_task(telescope(clear))
    await asyncio.sleep(0)
    print("nuages : partis")
    clear.set_result(None)
    await task


asyncio.run(main())
