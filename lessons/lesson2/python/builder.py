import asyncio


# ANCHOR: Request
class Request:
    def __init__(self, star, count):
        self.star, self.count = star, count

    async def observe(self):
        for n in range(1, self.count + 1):
            print(f"{self.star} : pose {n}")
            await asyncio.sleep(0)
        return f"{self.count} images"

    def __await__(self):
        return self.observe().__await__()
# ANCHOR_END: Request


async def night():
    print("reçu :", await Request("Véga", 2))


asyncio.run(night())
