import asyncio


class Camera:
    def __init__(self, temperature):
        self.temperature = temperature

    @classmethod
    async def start(cls):
        temperature = 15
        while temperature > -20:
            print(f"caméra : {temperature} °C")
            await asyncio.sleep(0)
            temperature -= 20
        return cls(temperature)


camera = asyncio.run(Camera.start())
print(f"prête : {camera.temperature} °C")
