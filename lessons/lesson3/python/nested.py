import asyncio


async def inner():
    print("dedans")


async def outer():
    coroutine = inner()
    try:
        asyncio.run(coroutine)
    except RuntimeError as error:
        print("refusé :", error)
        await coroutine


asyncio.run(outer())
