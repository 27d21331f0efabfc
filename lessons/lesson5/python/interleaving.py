import asyncio
import time


async def arange(end, period):
    for n in range(end):
        await asyncio.sleep(period)
        yield n


async def receive_images(now):
    async for n in arange(3, 1):
        print(f"[{now():.1f} s] image {n}")


async def guide(now):
    for n in range(4):
        print(f"[{now():.1f} s] guidage {n}")
        await asyncio.sleep(0.7)


async def main():
    start = time.monotonic()
    now = lambda: time.monotonic() - start
    await asyncio.gather(receive_images(now), guide(now))


asyncio.run(main())
