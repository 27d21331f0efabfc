import asyncio
import time

written = []


def write_catalogue():
    for star in ["Véga", "Deneb", "Altaïr"]:
        time.sleep(0.3)
        written.append(star)


async def main():
    try:
        async with asyncio.timeout(0.4):
            await asyncio.to_thread(write_catalogue)
    except TimeoutError:
        print(f"[{time.perf_counter():.1f} s] abandonné ; écrit :", written)
    # Le thread, lui, n'a rien su.
    await asyncio.sleep(1)
    print(f"[{time.perf_counter():.1f} s] une seconde plus tard :", written)


asyncio.run(main())
