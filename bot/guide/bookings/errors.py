"""Why a booking is not possible: the fact as a class, and kind words for the person."""

from __future__ import annotations


class BookingRefused(Exception):
    """A booking cannot be made or changed like this. `text` is what the person is told."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class ClassSessionNotFound(BookingRefused):
    """No session has this id, or it is not offered to the public."""

    def __init__(self) -> None:
        super().__init__("その回は見つかりませんでした。もう一度、日にちを選んでいただけますか。")


class ClassSessionPast(BookingRefused):
    """The session has begun already."""

    def __init__(self) -> None:
        super().__init__("その回はもう始まっているか、終わっています。次の回をご案内できます。")


class ClassSessionCancelled(BookingRefused):
    """The session does not take place."""

    def __init__(self) -> None:
        super().__init__("申しわけありません。その回は中止になりました。ほかの回をご案内できます。")


class BookingClosed(BookingRefused):
    """The session's booking is closed."""

    def __init__(self) -> None:
        super().__init__("その回のお申し込みは、しめ切られています。ほかの回をご案内できます。")


class ClassSessionFull(BookingRefused):
    """There are not enough seats. `waiting_list` tells whether one can wait for a seat."""

    def __init__(self, seats_left: int, *, waiting_list: bool) -> None:
        left = f"残りは{seats_left}席です。" if seats_left else "いま満席です。"
        offer = (
            "空きが出たらお知らせする「空き待ち」もできます。"
            if waiting_list
            else "ほかの回をご案内できます。"
        )
        super().__init__(f"申しわけありません。その人数のお席がありません。{left}{offer}")
        self.seats_left = seats_left
        self.waiting_list = waiting_list


class AlreadyBooked(BookingRefused):
    """The person has a booking, or waits, for this session. `booking_id` names it."""

    def __init__(self, booking_id: int, *, waiting: bool) -> None:
        words = "もう空き待ちに入っています" if waiting else "もうご予約があります"
        super().__init__(f"この回には、{words}。人数の変更や取り消しもできます。")
        self.booking_id = booking_id
        self.waiting = waiting


class BookingNotFound(BookingRefused):
    """The person has no such booking."""

    def __init__(self) -> None:
        super().__init__("そのご予約は見つかりませんでした。取り消されているかもしれません。")


class NoOfferOpen(BookingRefused):
    """No seat is offered to this booking."""

    def __init__(self) -> None:
        super().__init__("いまご案内しているお席はありません。空きが出たら、こちらからお知らせします。")


class OfferExpired(BookingRefused):
    """The time to answer the offer is over."""

    def __init__(self) -> None:
        super().__init__(
            "申しわけありません。お返事の期限が過ぎました。よければ、もう一度お申し込みください。"
        )


class PeopleOutOfRange(BookingRefused):
    """The number of people is not one that can be booked."""

    def __init__(self, people: int, most: int) -> None:
        more = "それより多いときは、相談員におたずねください。" if people > most else ""
        super().__init__(f"人数は1人から{most}人までで教えてください。{more}")
        self.people = people


class AnswerInvalid(BookingRefused):
    """An answer is missing or cannot be kept. `field` names it."""

    def __init__(self, field: str, text: str) -> None:
        super().__init__(text)
        self.field = field
