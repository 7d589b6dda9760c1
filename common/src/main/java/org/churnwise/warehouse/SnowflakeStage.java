package org.churnwise.warehouse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.io.FileUtils;
import org.churnwise.error.ChurnException;

/**
 * Folders of files in an internal stage of the schema, kept in local copies until the end. A folder
 * is complete once its marker exists, which is written last; a folder that a killed process left
 * unfinished is written again.
 */
final class SnowflakeStage implements AutoCloseable {
  static final String NAME = "churnwise_models";
  private static final String COMPLETE = "_SUCCESS";

  /** No such stage, no current database, no current schema. */
  private static final Set<Integer> NOTHING_THERE = Set.of(2003, 90105, 90106);

  private final SnowflakeSessions sessions;
  private Path fetched;

  /** Folder and name of every file; listed once, since nobody else writes meanwhile. */
  private Set<String> paths;

  SnowflakeStage(SnowflakeSessions sessions) {
    this.sessions = sessions;
  }

  /** One statement for all files, and one for the marker. */
  void put(Path folder, String name) {
    if (!paths().contains(name + "/" + COMPLETE)) {
      store(folder, name);
      paths.add(name + "/" + COMPLETE);
    }
  }

  private void store(Path folder, String name) {
    try {
      Path copy = Files.createTempDirectory(local(), name);
      FileUtils.copyDirectory(folder.toFile(), copy.toFile());
      upload(copy.resolve("*"), name);
      upload(Files.writeString(copy.resolve(COMPLETE), "\n"), name);
      keep(copy, name);
    } catch (IOException e) {
      throw failure("store", name, e);
    }
  }

  /** The files that this process has stored or fetched before are not fetched again. */
  Path fetch(String name) {
    try {
      Path known = local().resolve(name);
      return Files.isDirectory(known) ? known : download(name);
    } catch (IOException e) {
      throw failure("fetch", name, e);
    }
  }

  private Path download(String name) throws IOException {
    Path copy = Files.createTempDirectory(local(), name);
    run("get " + name, "get @%s/%s/ %s".formatted(NAME, name, url(copy)));
    if (!Files.exists(copy.resolve(COMPLETE))) {
      throw ChurnException.warehouse(
          "model files @" + NAME + "/" + name + " are missing; restore them, or train again", null);
    }
    return keep(copy, name);
  }

  private Path keep(Path copy, String name) throws IOException {
    Files.delete(copy.resolve(COMPLETE));
    return Files.move(copy, local().resolve(name));
  }

  List<String> names() {
    return paths().stream()
        .map(path -> path.substring(0, path.indexOf('/')))
        .distinct()
        .sorted()
        .toList();
  }

  void remove(String name) {
    if (names().contains(name)) {
      run("remove @" + NAME + "/" + name, "remove @" + NAME + "/" + name + "/");
      paths.removeIf(path -> path.startsWith(name + "/"));
      FileStore.deleteTree(local().resolve(name));
    }
  }

  private Set<String> paths() {
    if (paths == null) {
      paths = sessions.again("list @" + NAME, SnowflakeStage::listed);
    }
    return paths;
  }

  /** None if the stage does not exist. */
  private static Set<String> listed(JdbcSession session) {
    Set<String> found = new TreeSet<>();
    try (Statement statement = session.connection().createStatement();
        ResultSet files = statement.executeQuery("list @" + NAME + "/")) {
      while (files.next()) {
        String path = files.getString(1);
        found.add(path.substring(path.indexOf('/') + 1));
      }
    } catch (SQLException e) {
      if (!NOTHING_THERE.contains(e.getErrorCode())) {
        throw failure("list", "", e);
      }
    }
    return found;
  }

  private void upload(Path files, String name) {
    run(
        "put " + name,
        "put %s @%s/%s auto_compress = false overwrite = true".formatted(url(files), NAME, name));
  }

  /** Files that are carried or removed twice are the same files. */
  private void run(String what, String text) {
    sessions.again(
        what,
        session -> {
          session.run(what, text);
          return null;
        });
  }

  private static String url(Path path) {
    return SnowflakeWarehouse.literal("file://" + path);
  }

  private Path local() {
    if (fetched == null) {
      fetched = FileStore.temporaryFolder("churnwise-models");
    }
    return fetched;
  }

  private static ChurnException failure(String what, String name, Exception e) {
    String reason =
        e instanceof SQLException refused ? SnowflakeFailures.message(refused) : String.valueOf(e);
    return ChurnException.warehouse("cannot %s @%s/%s: %s".formatted(what, NAME, name, reason), e);
  }

  /** Removes the local copies. */
  @Override
  public void close() {
    if (fetched != null) {
      FileStore.deleteTree(fetched);
    }
  }
}
