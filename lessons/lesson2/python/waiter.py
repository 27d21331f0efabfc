import asyncio


class Waiter:
    """Un événement, une seule fois."""

    def __init__(self):
        self.done, self.polls = False, 0

    def set(self):
        self.done = True

    def __await__(self):
        self.polls += 1
        while not self.done:
            yield
            self.polls += 1


async def observe(sky):
    print("le télescope attend un ciel dégagé")
    await sky
    print("le télescope observe")


async def count_clouds(sky):
    for cloud in range(10):
        print("nuage", cloud)
        await asyncio.sleep(0)
    sky.set()


async def main():
    sky = Waiter()
    await asyncio.gather(
        observe(sky), count_clouds(sky)
    )
    print(f"interrogé {sky.polls} fois")


asyncio.run(main())
