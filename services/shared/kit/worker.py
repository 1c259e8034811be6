"""gunicorn's threaded worker, leaving without a dropped request.

Asked to stop, gunicorn's own stops accepting but keeps its socket until the last request is answered: whoever connects
meanwhile is taken by the kernel, heard by nobody, and reset in the end. This one answers those who are in the queue
and closes the socket at once: the next are refused, which any balancer takes as a sign to ask another replica.
"""

from gunicorn.workers.gthread import ThreadWorker


class Worker(ThreadWorker):
    def set_accept_enabled(self, enabled: bool) -> None:
        super().set_accept_enabled(enabled)
        if not self.alive and not enabled:
            for listener in self.sockets:
                self._take_the_rest(listener)
                listener.close()

    def _take_the_rest(self, listener: object) -> None:
        taken = -1
        while taken != self.nr_conns:
            taken = self.nr_conns
            self.accept(listener)  # returns without one when the queue is empty
