package example;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** The bank, over HTTP. */
final class Bank {
  /** A call that takes longer has failed. resilience4j's breaker has no limit of its own: this is the client's. */
  private static final Duration TIME_OUT = Duration.ofMillis(500);

  private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final HttpRequest charge;

  Bank(URI address) {
    charge =
        HttpRequest.newBuilder(address.resolve("/charge"))
            .timeout(TIME_OUT)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"amount\":\"9.99\"}"))
            .build();
  }

  /** @throws RuntimeException when the bank did not take the charge, so that the breaker counts it as failed */
  void charge() {
    try {
      int status = client.send(charge, BodyHandlers.discarding()).statusCode();
      if (status != 200) throw new IllegalStateException("the bank answered " + status);
    } catch (IOException error) {
      throw new UncheckedIOException(error);
    } catch (InterruptedException error) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the bank was asked", error);
    }
  }
}
