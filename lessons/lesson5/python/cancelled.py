import asyncio
import time
from contextlib import asynccontextmanager


@asynccontextmanager
async def telescope(now):
    await asyncio.sleep(0.1)
    print(f"[{now():.2f} s] télescope ouvert")
    try:
        yield "télescope"
    finally:
        await asyncio.sleep(0.1)
        print(f"[{now():.2f} s] télescope rangé")


async def observe(now):
    async with telescope(now):
        await asyncio.sleep(0.1)


async def main():
    start = time.monotonic()
    now = lambda: time.monotonic() - start
    try:
        await asyncio.wait_for(observe(now), 0.15)
    except asyncio.TimeoutError:
        print(f"[{now():.2f} s] délai dépassé")


asyncio.run(main())
