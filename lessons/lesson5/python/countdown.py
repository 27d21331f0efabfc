import asyncio
import time


class ARange:
    def __init__(self, end, period):
        self.value, self.end, self.period = 0, end, period

    def __aiter__(self):
        return self

    async def __anext__(self):
        if self.value == self.end:
            raise StopAsyncIteration
        await asyncio.sleep(self.period)
        self.value += 1
        return self.value - 1


async def main():
    start = time.monotonic()
    now = lambda: time.monotonic() - start
    async for n in ARange(5, 1):
        print(f"[{now():.1f} s] {n} : plus que {4 - n} s")
    print(f"[{now():.1f} s] la coupole s'ouvre")
    try:
        for n in ARange(5, 1):
            print(n)
    except TypeError as error:
        print("for :", error)


asyncio.run(main())
