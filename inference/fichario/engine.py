"""The engine on a Fichário server: its photos go there once, its answers come back field by field."""

from inference.endpoint.loop import Loop
from inference.endpoint.options import Offer
from inference.endpoint.served import ServedEngine
from inference.engine import Request
from inference.events import Finished, JobId
from inference.fichario.exchange import FicharioExchange
from inference.fichario.job import Desk, Job


class FicharioEngine(ServedEngine):
    """An engine on such a server, which is asked what an engine of this machine would be, word for word.

    A job that is aborted is called off there. One that was in hand when the server went away, or when this engine was
    closed, goes on there: whoever asks the same again takes up what there is of it. So does a photo's vector stay
    there: nobody gets one from here.
    """

    exchange_type = FicharioExchange

    def __init__(self, exchange: FicharioExchange, loop: Loop, offered: Offer) -> None:
        super().__init__(exchange, loop, offered)
        self._desk = Desk(exchange, loop, self._pace)
        self._asked: dict[JobId, Job] = {}

    async def _answered(self, request: Request) -> Finished:
        self._asked[request.job] = job = Job(request, self._desk, self._news.put)
        try:
            return await job.run()
        finally:
            del self._asked[request.job]

    def _cancel(self, job: JobId) -> None:
        super()._cancel(job)
        if job in self._asked:
            self._loop.start(self._asked[job].call_off())
