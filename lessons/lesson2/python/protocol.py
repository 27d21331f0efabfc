import asyncio


class Request:
    def __await__(self):
        return [1, 2]


async def night():
    await Request()


try:
    asyncio.run(night())
except TypeError as error:
    print("TypeError :", error)
