import heapq


class TimeEvent:
    def __init__(self, date):
        self.date = date


events = []
heapq.heappush(events, TimeEvent(1))
print("une échéance : rien à comparer")
try:
    heapq.heappush(events, TimeEvent(2))
except TypeError as error:
    print(f"deux échéances : {error}")
