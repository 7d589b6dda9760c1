import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;

/**
 * Prints where the time of a recording goes: {@code java Profile.java RECORDING.jfr}. Samples of
 * Java code and of native code that does not wait are counted alike, each 20 ms of one thread; the
 * garbage collector and the compiler have no stack and are not in them.
 */
final class Profile {
  private static final int LINES = 15;
  private static final String OURS = "org.churnwise.";
  private static final Pattern NUMBER = Pattern.compile("[0-9]+");

  /** Native methods in which a thread only waits. */
  private static final Set<String> WAITS =
      Set.of(
          "accept", "accept0", "connect0", "epollWait", "park", "poll", "read0", "sleep",
          "socketRead0", "TrackerWaitFor", "wait", "waitForProcessExit0");

  private final Map<String, Integer> threads = new HashMap<>();
  private final Map<String, Integer> ourMethods = new HashMap<>();
  private final Map<String, Integer> libraries = new HashMap<>();
  private final Map<String, Integer> methods = new HashMap<>();
  private int samples;

  private Profile() {}

  public static void main(String[] arguments) throws IOException {
    Profile profile = new Profile();
    try (RecordingFile recording = new RecordingFile(Path.of(arguments[0]))) {
      while (recording.hasMoreEvents()) {
        profile.add(recording.readEvent());
      }
    }
    System.out.println(profile.samples + " samples");
    profile.print("by thread", profile.threads);
    profile.print("by the innermost method of ours", profile.ourMethods);
    profile.print("by library of the hottest method", profile.libraries);
    profile.print("by hottest method", profile.methods);
  }

  private void add(RecordedEvent event) {
    String type = event.getEventType().getName();
    boolean isSample = type.equals("jdk.ExecutionSample") || type.equals("jdk.NativeMethodSample");
    if (!isSample || event.getStackTrace() == null) {
      return;
    }
    List<RecordedFrame> frames = event.getStackTrace().getFrames();
    if (frames.isEmpty() || WAITS.contains(frames.get(0).getMethod().getName())) {
      return;
    }
    samples++;
    count(threads, threadOf(event));
    count(methods, nameOf(frames.get(0)));
    count(libraries, libraryOf(frames.get(0)));
    Optional<RecordedFrame> own =
        frames.stream().filter(frame -> classOf(frame).startsWith(OURS)).findFirst();
    count(ourMethods, own.map(Profile::nameOf).orElse("no method of ours"));
  }

  private static String threadOf(RecordedEvent event) {
    RecordedThread thread = event.getThread("sampledThread");
    String name = thread == null ? null : thread.getJavaName();
    return name == null ? "unknown" : NUMBER.matcher(name).replaceAll("N");
  }

  private static String classOf(RecordedFrame frame) {
    return frame.getMethod().getType().getName();
  }

  private static String nameOf(RecordedFrame frame) {
    return classOf(frame) + "." + frame.getMethod().getName();
  }

  /** The first three parts of the package, such as org.apache.spark. */
  private static String libraryOf(RecordedFrame frame) {
    String[] parts = classOf(frame).split("\\.");
    int most = Math.min(3, parts.length - 1);
    return most <= 0 ? "(no package)" : String.join(".", List.of(parts).subList(0, most));
  }

  private static void count(Map<String, Integer> counts, String name) {
    counts.merge(name, 1, Integer::sum);
  }

  private void print(String heading, Map<String, Integer> counts) {
    System.out.println("\n" + heading);
    counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Integer>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(LINES)
        .forEach(one -> System.out.printf("%6.1f %%  %s%n", 100.0 * one.getValue() / samples, one.getKey()));
  }
}
