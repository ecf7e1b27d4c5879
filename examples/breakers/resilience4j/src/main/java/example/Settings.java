package example;

import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Duration;

/** How the breaker is set: as the library comes, but for a minute in open that no short rehearsal could wait for. */
final class Settings {
  private static final Duration OPEN = Duration.ofSeconds(2);
  private static final Duration OPEN_FOR_EVER = Duration.ofHours(1);
  /** Five times the library's window. */
  private static final int WINDOW_TOO_LONG_CALLS = 500;
  /** Ten times the library's probes. */
  private static final int PROBES_TOO_MANY = 100;

  private Settings() {}

  /** @param wrong the mistake to make, or null or nothing for none */
  static CircuitBreakerConfig chosenBy(String wrong) {
    return switch (wrong == null ? "" : wrong) {
      case "" -> openFor(OPEN).build();
      case "opens-too-late" -> openFor(OPEN).slidingWindowSize(WINDOW_TOO_LONG_CALLS).build();
      case "floods-probes" -> openFor(OPEN).permittedNumberOfCallsInHalfOpenState(PROBES_TOO_MANY).build();
      case "never-closes" -> openFor(OPEN_FOR_EVER).build();
      default -> throw new IllegalArgumentException("PAY_WRONG: no such mistake: " + wrong);
    };
  }

  private static CircuitBreakerConfig.Builder openFor(Duration duration) {
    return CircuitBreakerConfig.custom().waitDurationInOpenState(duration);
  }
}
