import asyncio
import time


async def arange(end, period):
    for n in range(end):
        await asyncio.sleep(period)
        yield n


async def main():
    start = time.monotonic()
    now = lambda: time.monotonic() - start
    print([n async for n in arange(3, 1)], f"à {now():.1f} s")
    squares = [n * n async for n in arange(6, 0.1) if n % 2 == 0]
    print(squares, f"à {now():.1f} s")


asyncio.run(main())
