package example;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** What the service answers, on loopback. */
final class Web {
  /** More than the calls that can hang at once: a hundred a second for the half second of the time-out. */
  private static final int THREADS = 128;
  private static final int BACKLOG = 1024;
  private static final String JSON = "application/json";
  private static final String EXPOSITION = "text/plain; version=0.0.4; charset=utf-8";

  private Web() {}

  static void listen(int port, Runnable charge, Supplier<String> metrics) throws IOException {
    // Else each answer waits 40 ms for the acknowledgement of its head.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
    server.setExecutor(Executors.newFixedThreadPool(THREADS));
    server.createContext("/pay", only("POST", exchange -> pay(exchange, charge)));
    server.createContext("/metrics", only("GET", exchange -> answer(exchange, 200, EXPOSITION, metrics.get())));
    server.createContext(
        "/carnival-environment",
        only("GET", exchange -> answer(exchange, 200, JSON, "{\"environment\":\"rehearsal\"}")));
    server.start();
  }

  /** Paid, or promised for later. */
  private static void pay(HttpExchange exchange, Runnable charge) throws IOException {
    try {
      charge.run();
    } catch (RuntimeException theBankCannotBeAsked) {
      exchange.getResponseHeaders().set("X-Degraded", "bank");
      answer(exchange, 202, JSON, "{\"paid\":false}");
      return;
    }
    answer(exchange, 200, JSON, "{\"paid\":true}");
  }

  private static HttpHandler only(String method, HttpHandler handler) {
    return exchange -> {
      exchange.getRequestBody().readAllBytes();
      if (exchange.getRequestMethod().equals(method)) handler.handle(exchange);
      else answer(exchange, 405, JSON, "{}");
    };
  }

  private static void answer(HttpExchange exchange, int status, String type, String body) throws IOException {
    byte[] bytes = body.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
