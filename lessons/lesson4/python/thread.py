import asyncio


def count(photons):
    return sum(photons)


async def main():
    total = await asyncio.to_thread(count, [120, 80, 100])
    print(f"{total} photons, comptés ailleurs")


asyncio.run(main())
