import asyncio


async def arange(end, period):
    for n in range(end):
        await asyncio.sleep(period)
        yield n


async def main():
    now = asyncio.get_running_loop().time
    print([n async for n in arange(3, 1)], f"à {now():.1f} s")
    squares = [n * n async for n in arange(6, 0.1) if n % 2 == 0]
    print(squares, f"à {now():.1f} s")


asyncio.run(main())
