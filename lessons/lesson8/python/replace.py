import asyncio
import os
import tempfile


# ANCHOR: replace
def replace(path, text):
    """À côté, sur le disque, puis d'un coup : la même recette qu'en Rust."""
    with tempfile.NamedTemporaryFile(
        "w", dir=os.path.dirname(path), delete=False
    ) as file:
        try:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
            os.replace(file.name, path)
        except BaseException:
            os.unlink(file.name)
            raise
# ANCHOR_END: replace


async def main():
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "catalogue.txt")
        await asyncio.to_thread(replace, path, "Véga ; Deneb")
        await asyncio.to_thread(replace, path, "Véga ; Deneb ; Altaïr")
        with open(path) as file:
            print(file.read())
        print(os.listdir(folder))


asyncio.run(main())
