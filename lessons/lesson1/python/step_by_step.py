import asyncio


async def calibrate():
    print("première moitié du réglage")
    await asyncio.sleep(0)
    print("seconde moitié du réglage")
    return 42


coroutine = calibrate()
print("premier envoi :", coroutine.send(None))
try:
    coroutine.send(None)
except StopIteration as end:
    print("deuxième envoi :", end.value)
try:
    coroutine.send(None)
except RuntimeError as error:
    print("troisième envoi :", error)
