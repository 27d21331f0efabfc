import asyncio
import os
import tempfile


# ANCHOR: main
async def main():
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "nuit.txt")
        # Ouvrir, écrire, vider : chaque appel bloque, donc chacun va sur un thread.
        file = await asyncio.to_thread(open, path, "w")
        await asyncio.to_thread(file.write, "Antares")
        print("avant flush :", os.path.getsize(path))
        await asyncio.to_thread(file.flush)
        print("après flush :", os.path.getsize(path))
        await asyncio.to_thread(file.write, " et Rigel")
        # Contrairement à tokio, abandonner le fichier le vide et le ferme.
        del file
        print("abandonné :", os.path.getsize(path))
# ANCHOR_END: main


asyncio.run(main())
