import asyncio
import os
import tempfile


# ANCHOR: lines
async def lines(path):
    """Un thread par ligne serait ruineux : on en lit mille à la fois."""
    file = await asyncio.to_thread(open, path, encoding="utf-8", errors="replace")
    with file:
        while batch := await asyncio.to_thread(file.readlines, 64 * 1024):
            for line in batch:
                yield line.rstrip("\n")
# ANCHOR_END: lines


async def main():
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "nuit.txt")
        with open(path, "wb") as file:
            file.write(b"V\xc3\xa9ga\r\n\nV\xe9ga\nDeneb")
        async for line in lines(path):
            print(repr(line))


asyncio.run(main())
