package org.churnwise.snowflake;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.churnwise.sentiment.SentimentScorer;

/**
 * The product's own scorer over HTTP on the loopback interface, so that SNOWFLAKE.CORTEX.SENTIMENT
 * and AI_SENTIMENT of the local server give what the embedded warehouse gives. Takes a JSON list of
 * texts, gives a JSON list of scores.
 */
final class SentimentEndpoint implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final ExecutorService threads;

  SentimentEndpoint() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    threads = Executors.newCachedThreadPool(SentimentEndpoint::daemon);
    server.setExecutor(threads);
    server.createContext("/", SentimentEndpoint::score);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  private static void score(HttpExchange exchange) throws IOException {
    try (exchange) {
      String[] texts = JSON.readValue(exchange.getRequestBody(), String[].class);
      List<Double> scores = Stream.of(texts).map(SentimentScorer::sentiment).toList();
      byte[] answer = JSON.writeValueAsBytes(scores);
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "sentiment-endpoint");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
