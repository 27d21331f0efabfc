import asyncio


def run_task(coroutine):
    try:
        while True:
            coroutine.send(None)
    except StopIteration:
        return "fini"
    except RuntimeError as error:
        return f"échec, {error}"


print("asyncio.sleep(0) :", run_task(asyncio.sleep(0)))
print("asyncio.sleep(0.1) :", run_task(asyncio.sleep(0.1)))
