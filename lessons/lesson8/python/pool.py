import asyncio
import threading
import time


def read_plate():
    time.sleep(0.9)
    return threading.current_thread() is threading.main_thread()


async def beat():
    for number in range(1, 5):
        await asyncio.sleep(0.2)
        print(f"[{time.perf_counter():.1f} s] battement {number}")


async def main():
    beating = asyncio.create_task(beat())
    await asyncio.sleep(0)
    here = await asyncio.to_thread(read_plate)
    print(f"[{time.perf_counter():.1f} s] lu, sur le thread de la boucle : {here}")
    await beating


asyncio.run(main())
