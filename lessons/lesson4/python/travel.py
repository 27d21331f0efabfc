import asyncio


class Level:
    """Un étage de la pile d'attentes, qui dit ce qui le traverse."""

    def __init__(self, depth, name, inner):
        self.indent = "  " * depth
        self.name = name
        self.inner = inner

    def __await__(self):
        iterator = self.inner.__await__()
        while True:
            print(f"{self.indent}{self.name} : send ↓ sans rien")
            try:
                future = next(iterator)
            except StopIteration as end:
                print(f"{self.indent}{self.name} : StopIteration ↑ avec le résultat")
                return end.value
            print(f"{self.indent}{self.name} : {type(future).__name__} ↑ remise telle quelle")
            yield future


async def observe(sensor):
    read = Level(3, "capteur", sensor)
    return await Level(1, "observation", Level(2, "pose", read))


async def main():
    sensor = asyncio.get_running_loop().create_future()
    task = asyncio.create_task(observe(sensor))
    print("boucle : exécute ce qui est prêt")
    await asyncio.sleep(0)
    if sensor._callbacks:
        print("boucle : la tâche s'est inscrite à la future reçue")
    print("      capteur : 42 photons, set_result")
    sensor.set_result(42)
    print("boucle : exécute ce qui est prêt")
    print(f"résultat : {await task}")


asyncio.run(main())
