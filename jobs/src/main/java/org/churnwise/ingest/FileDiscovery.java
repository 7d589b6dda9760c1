package org.churnwise.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.churnwise.cli.LocalFiles;
import org.churnwise.error.ChurnException;
import org.churnwise.ingest.contract.Contract;
import org.churnwise.ingest.contract.Feed;
import org.churnwise.ingest.contract.FeedContract;
import org.churnwise.ingest.contract.FilePattern;
import org.churnwise.run.LoadedFiles;
import org.churnwise.warehouse.Warehouse;

/**
 * Finds the files of a contract directly in a folder, or one file, on any file system that Hadoop
 * reads. Needs no Spark session. Cost: every byte of the matching files is read once for its hash.
 */
public final class FileDiscovery {
  static final Comparator<SourceFile> LOAD_ORDER =
      Comparator.comparing((SourceFile file) -> file.month().orElse(YearMonth.of(0, 1)))
          .thenComparing(file -> Feed.named(file.feed()))
          .thenComparing(SourceFile::name);

  private final Optional<Warehouse> warehouse;
  private final Contract contract;
  private final Configuration hadoop = LocalFiles.configuration();

  /** Finds the files of a contract and refuses those changed since they were loaded. */
  public FileDiscovery(Warehouse warehouse, Contract contract) {
    this(Optional.of(warehouse), contract);
  }

  /** Finds the files of a contract, without comparing them with the loaded ones. */
  public FileDiscovery(Contract contract) {
    this(Optional.empty(), contract);
  }

  private FileDiscovery(Optional<Warehouse> warehouse, Contract contract) {
    this.warehouse = warehouse;
    this.contract = contract;
  }

  /** The files that {@link #find} finds. */
  public List<SourceFile> discover(String source) {
    return find(source).files();
  }

  /**
   * The files in a source: a folder, or one file, as a local path or a URI.
   *
   * @throws ChurnException with exit code DATA_REFUSED if the source is missing, no file in it
   *     matches, or a matching file is unreadable, or has the name of a loaded file and other
   *     content
   */
  public FoundFiles find(String source) {
    try {
      FoundFiles found = find(source, path(source));
      warehouse.ifPresent(known -> LoadPlan.refuseChanged(found.files(), new LoadedFiles(known)));
      return found;
    } catch (IOException | IllegalArgumentException e) {
      throw ChurnException.dataRefused(
          "cannot list source " + source + ": " + reason(e) + "; check ingest.source");
    }
  }

  /** A local path may hold characters that a URI may not. */
  private static Path path(String source) {
    java.io.File local = new java.io.File(source);
    return local.exists() ? new Path(local.toPath().toAbsolutePath().toUri()) : new Path(source);
  }

  private FoundFiles find(String source, Path path) throws IOException {
    FileSystem fileSystem = path.getFileSystem(hadoop);
    if (!fileSystem.exists(path)) {
      throw ChurnException.dataRefused(
          "source %s does not exist; set ingest.source to a folder with data files"
              .formatted(source));
    }
    List<SourceFile> files = new ArrayList<>();
    List<String> others = new ArrayList<>();
    FileStatus[] listed = fileSystem.listStatus(path);
    others.addAll(noFiles(fileSystem, path, listed));
    for (FileStatus status : visibleFiles(listed)) {
      match(fileSystem, status)
          .ifPresentOrElse(files::add, () -> others.add(status.getPath().getName()));
    }
    if (files.isEmpty()) {
      throw ChurnException.dataRefused(nothingMatches(source, others));
    }
    files.sort(LOAD_ORDER);
    return new FoundFiles(files, others.stream().sorted().toList());
  }

  private static List<FileStatus> visibleFiles(FileStatus[] found) {
    return Arrays.stream(found)
        .filter(FileStatus::isFile)
        .filter(status -> !status.getPath().getName().matches("[._].*"))
        .toList();
  }

  /** Folders that are named like files, and links to nothing, which Hadoop leaves out. */
  private List<String> noFiles(FileSystem fileSystem, Path path, FileStatus[] listed)
      throws IOException {
    List<String> names = new ArrayList<>();
    for (FileStatus status : listed) {
      String name = status.getPath().getName();
      if (status.isDirectory() && isNamedLikeAFile(name)) {
        names.add(name + " (a folder)");
      }
    }
    java.nio.file.Path local = java.nio.file.Path.of(path.toUri().getPath());
    if ("file".equals(fileSystem.getUri().getScheme()) && Files.isDirectory(local)) {
      try (Stream<java.nio.file.Path> all = Files.list(local)) {
        all.filter(file -> Files.isSymbolicLink(file) && Files.notExists(file))
            .forEach(file -> names.add(file.getFileName() + " (a broken link)"));
      }
    }
    return names;
  }

  /** Those of which files hold the rows. */
  private List<FeedContract> feeds() {
    return contract.feeds().stream().filter(feed -> !feed.isTable()).toList();
  }

  private boolean isNamedLikeAFile(String name) {
    return feeds().stream()
        .flatMap(feed -> feed.files().stream())
        .anyMatch(pattern -> pattern.match(name).isPresent());
  }

  private Optional<SourceFile> match(FileSystem fileSystem, FileStatus status) throws IOException {
    String name = status.getPath().getName();
    for (FeedContract feed : feeds()) {
      for (FilePattern pattern : feed.files()) {
        Optional<FilePattern.Match> match = pattern.match(name);
        if (match.isPresent()) {
          return Optional.of(sourceFile(fileSystem, status, feed.feed(), match.get()));
        }
      }
    }
    return Optional.empty();
  }

  private SourceFile sourceFile(
      FileSystem fileSystem, FileStatus status, String feed, FilePattern.Match match) {
    Path path = status.getPath();
    StoredBytes.Content content = content(fileSystem, path);
    return new SourceFile(
        feed,
        path.toString(),
        path.getName(),
        match.month(),
        match.drift(),
        content.hash(),
        content.bytes());
  }

  /** Size and hash of the bytes of a file as stored. */
  static StoredBytes.Content content(FileSystem fileSystem, Path path) {
    try {
      return StoredBytes.isLocal(fileSystem)
          ? SettledContents.of(StoredBytes.local(path), () -> read(fileSystem, path))
          : read(fileSystem, path);
    } catch (IOException e) {
      throw ChurnException.dataRefused(
          "cannot read file " + path + ": " + reason(e) + "; check the file and its rights");
    }
  }

  private static StoredBytes.Content read(FileSystem fileSystem, Path path) throws IOException {
    try (StoredBytes stored = StoredBytes.open(fileSystem, path)) {
      return stored.content();
    }
  }

  private String nothingMatches(String source, List<String> others) {
    String patterns =
        feeds().stream()
            .flatMap(feed -> feed.files().stream())
            .map(pattern -> pattern.name().pattern())
            .collect(Collectors.joining(", "));
    String there =
        others.isEmpty() ? "no file" : "no matching file (found for example " + others.get(0) + ")";
    return "source %s has %s; contract %s looks for %s. Set ingest.source to the folder of the files, or ingest.contract to their contract"
        .formatted(source, there, contract.name(), patterns);
  }

  private static String reason(Exception e) {
    return e.getClass().getSimpleName() + ": " + e.getMessage();
  }
}
