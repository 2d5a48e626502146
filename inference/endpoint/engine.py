"""The engine on a server that speaks OpenAI's chat completions: several photos at once, one stream each.

A request that is aborted has its stream closed, and the server stops writing.
"""

from inference.endpoint.chat import ChatExchange
from inference.endpoint.job import Job
from inference.endpoint.loop import Loop
from inference.endpoint.options import Offer
from inference.endpoint.served import ServedEngine
from inference.endpoint.server import Server
from inference.engine import Request
from inference.events import Finished, JobId


class EndpointEngine(ServedEngine):
    """An engine on such a server.

    An answer that breaks the schema or ends too early is asked for once more, so a field may be told done twice; the
    last word counts. What the server does not tell is not made up: a field without the probabilities of its tokens has
    no confidence; where no tokens are counted, the pieces that came stand for them.
    """

    exchange_type = ChatExchange

    def __init__(self, exchange: ChatExchange, loop: Loop, offered: Offer) -> None:
        super().__init__(exchange, loop, offered)
        self._server = Server(exchange, self.capabilities, self._pace)

    async def _answered(self, request: Request) -> Finished:
        return await Job(request, self._server, self.info, self._news.put).run()

    def _is_at_fault(self, job: JobId) -> bool:
        return self._server.is_at_fault(job)

    def _over(self, job: JobId) -> None:
        self._server.forgive(job)
