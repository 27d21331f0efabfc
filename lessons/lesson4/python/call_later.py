import asyncio


async def main():
    loop = asyncio.get_running_loop()
    loop.call_later(0.5, print, "fin de la pose")
    too_late = loop.call_later(0.9, print, "alarme : la pose dure trop")

    def cancel():
        print("l'alarme est annulée")
        too_late.cancel()

    loop.call_later(0.6, cancel)
    print("début de la pose")
    await asyncio.sleep(1)


asyncio.run(main())
