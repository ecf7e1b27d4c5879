package example;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;

/** The service: `java -jar pay.jar <port> <bank's address>`, with PAY_WRONG for a wrong setting. It ends when its standard input does. */
public final class Pay {
  private Pay() {}

  public static void main(String[] args) throws IOException {
    int port = Integer.parseInt(args[0]);
    Bank bank = new Bank(URI.create(args[1]));

    CircuitBreakerRegistry breakers = CircuitBreakerRegistry.of(Settings.chosenBy(System.getenv("PAY_WRONG")));
    CircuitBreaker breaker = breakers.circuitBreaker("bank");
    PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(breakers).bindTo(metrics);

    Web.listen(port, CircuitBreaker.decorateRunnable(breaker, bank::charge), metrics::scrape);
    while (System.in.read() != -1) {
      // Nothing is said to it: the end of its input is the end of whoever started it.
    }
    System.exit(0);
  }
}
