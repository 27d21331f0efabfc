from collections import deque


class Interrupt:
    def __await__(self):
        yield


async def speak(star, lines):
    for line in range(1, lines + 1):
        print(f"{star} {line}/{lines}")
        await Interrupt()


def run_tasks(coroutines):
    tasks, sends = deque(coroutines), 0
    while tasks:
        task = tasks.popleft()
        sends += 1
        try:
            task.send(None)
        except StopIteration:
            continue
        tasks.append(task)
    return sends


sends = run_tasks([speak("Véga", 2), speak("Deneb", 1)])
print("en", sends, "appels à send")
