class Order:
    """L'ordre que donnera `send`."""

    def __await__(self):
        return (yield "prêt")


async def follow():
    followed = 0
    while order := await Order():
        print(f"télescope : « {order} »")
        followed += 1
    return followed


telescope = follow()
print(telescope.send(None))
print(telescope.send("pointer Véga"))
print(telescope.send("ouvrir la coupole"))
try:
    telescope.send(None)
except StopIteration as end:
    print("fini :", end.value)

other = follow()
try:
    other.send("trop tôt")
except TypeError as error:
    print("TypeError :", error)
other.close()
