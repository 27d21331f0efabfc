import asyncio


class Exposure:
    """Ouvrir l'obturateur, puis le fermer."""

    def __init__(self, star):
        self.star, self.open = star, False

    def __await__(self):
        return self

    def __next__(self):
        if not self.open:
            print(f"{self.star} : ouverture")
            self.open = True
            return None
        print(f"{self.star} : fermeture")
        raise StopIteration(self.star)


async def night():
    print("reçu :", await Exposure("Véga"))


asyncio.run(night())

deneb = Exposure("Deneb").__await__()
print("premier next :", next(deneb))
try:
    next(deneb)
except StopIteration as end:
    print("second next :", end.value)
