"""The bank, over HTTP, through a breaker that tells what it does."""
import pybreaker
import urllib3
from prometheus_client import Counter, Gauge

# A call that takes longer has failed. pybreaker has no limit of its own: this is the client's.
TIME_OUT_SECONDS = 0.5
CONNECTIONS_MAX = 64

STATES = {"closed": 0, "half-open": 1, "open": 2}
# pybreaker has no metrics. These are the ones that Carnival's preset asks for.
state = Gauge("pybreaker_state", "0 closed, 1 half-open, 2 open", ["name"])
opened = Counter("pybreaker_opened", "How often it opened", ["name"])
calls = Counter("pybreaker_calls", "Calls that were wanted, those that it rejected included", ["name"])
rejected = Counter("pybreaker_rejected", "Calls that it rejected", ["name"])


class Told(pybreaker.CircuitBreakerListener):
    def state_change(self, breaker, old_state, new_state):
        state.labels(breaker.name).set(STATES[new_state.name])
        if new_state.name == "open":
            opened.labels(breaker.name).inc()


class Bank:
    def __init__(self, address, settings):
        self._charge = f"{address}/charge"
        self._pool = urllib3.PoolManager(maxsize=CONNECTIONS_MAX, retries=False, timeout=TIME_OUT_SECONDS)
        # Without new errors on a trip, its own error means one thing only: it rejected the call.
        self._breaker = pybreaker.CircuitBreaker(
            name="bank", listeners=[Told()], throw_new_error_on_trip=False, **settings
        )
        for metric in (state, opened, calls, rejected):
            metric.labels("bank")

    def charge(self):
        """Whether the bank took it. If not, the payment is for later."""
        calls.labels("bank").inc()
        try:
            self._breaker.call(self._ask)
        except pybreaker.CircuitBreakerError:
            rejected.labels("bank").inc()
            return False
        except (urllib3.exceptions.HTTPError, Refused):
            return False
        return True

    def _ask(self):
        answer = self._pool.request("POST", self._charge, json={"amount": "9.99"})
        if answer.status != 200:
            raise Refused(f"the bank answered {answer.status}")


class Refused(Exception):
    pass
