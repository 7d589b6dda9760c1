package org.churnwise.run;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;

/** Follows classes from some roots through what they name. Reads each class once. */
public final class CodeClosure {
  /** Resources that decide what a class does; statements need no line here. */
  private static final Map<String, String> RESOURCES =
      Map.of("org/churnwise/sentiment/SentimentModel", "org/churnwise/sentiment/model.txt");

  private final ClassPathBytes classPath;
  private final Map<String, CompiledClass> classes = new ConcurrentHashMap<>();
  private final Map<String, Optional<String>> files = new ConcurrentHashMap<>();

  /** Over the classes of a class path. */
  public CodeClosure(ClassPathBytes classPath) {
    this.classPath = classPath;
  }

  /** See {@link StageCode#of}. */
  public StageCode code(Class<?>... roots) {
    return new StageCode(hash(Stream.of(roots).map(CodeClosure::name).toList()));
  }

  private static String name(Class<?> root) {
    return root.getName().replace('.', '/');
  }

  private String hash(List<String> roots) {
    Map<String, String> hashes = new TreeMap<>();
    Set<Library> libraries = EnumSet.noneOf(Library.class);
    Map<String, CompiledClass> reached = reached(roots);
    reached.forEach(
        (name, code) -> {
          hashes.put(name, code.hash());
          libraries.addAll(code.libraries());
          files(name, code).forEach(path -> file(path).ifPresent(hash -> hashes.put(path, hash)));
        });
    libraries.forEach(library -> hashes.put(library.name(), library.version()));
    List<String> parts = new ArrayList<>();
    hashes.forEach((name, hash) -> parts.addAll(List.of(name, hash)));
    return Hash.of(parts.toArray(String[]::new));
  }

  /** Name to class of the roots and all that they reach; roots count in any case. */
  Map<String, CompiledClass> reached(List<String> roots) {
    Map<String, CompiledClass> reached = new TreeMap<>();
    Deque<String> next = new ArrayDeque<>(roots);
    while (!next.isEmpty()) {
      String name = next.remove();
      if (!reached.containsKey(name)) {
        CompiledClass code = classes.computeIfAbsent(name, this::compiled);
        reached.put(name, code);
        code.references().stream().filter(other -> counts(other, roots)).forEach(next::add);
      }
    }
    return reached;
  }

  private static boolean counts(String name, List<String> roots) {
    return roots.contains(LeftOutOfKeys.outermost(name)) || !LeftOutOfKeys.holds(name);
  }

  private CompiledClass compiled(String name) {
    String path = name + ".class";
    return CompiledClass.of(
        classPath
            .read(path)
            .orElseThrow(() -> new IllegalStateException("the class path lacks " + path)));
  }

  private static Stream<String> files(String name, CompiledClass code) {
    return Stream.concat(
        code.paths().stream().map(path -> "sql/" + path + ".sql"),
        Optional.ofNullable(RESOURCES.get(name)).stream());
  }

  private Optional<String> file(String path) {
    return files.computeIfAbsent(path, read -> classPath.read(read).map(DigestUtils::sha256Hex));
  }
}
