import asyncio


async def point(star):
    print(f"le télescope se tourne vers {star}")


coroutine = point("Véga")
print("reçu :", type(coroutine).__name__)
asyncio.run(coroutine)
