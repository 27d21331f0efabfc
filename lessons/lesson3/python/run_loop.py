class Interrupt:
    def __await__(self):
        yield


async def observe():
    print("la coupole s'ouvre")
    await Interrupt()
    print("la coupole se ferme")
    return 3


def run_task(coroutine):
    while True:
        try:
            coroutine.send(None)
        except StopIteration as end:
            return end.value


print("reçu :", run_task(observe()), "images")
