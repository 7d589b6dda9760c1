package org.churnwise.warehouse;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import net.snowflake.client.jdbc.SnowflakeConnection;
import org.churnwise.error.ChurnException;
import org.churnwise.sql.Sql;

/**
 * Folders of files in an internal stage of the schema. A folder is complete once its marker exists,
 * which is written last; a folder that a killed process left unfinished is written again.
 */
final class SnowflakeStage implements AutoCloseable {
  static final String NAME = "churnwise_models";
  private static final String COMPLETE = "_SUCCESS";

  /** No such stage, no current database, no current schema. */
  private static final Set<Integer> NOTHING_THERE = Set.of(2003, 90105, 90106);

  private final Supplier<JdbcSession> session;
  private Path fetched;

  SnowflakeStage(Supplier<JdbcSession> session) {
    this.session = session;
  }

  void put(Path folder, String name) {
    session.get().execute(Sql.named("warehouse/snowflake/churnwise_models"));
    if (files(name).contains(COMPLETE)) {
      return;
    }
    try {
      for (Path file : regularFiles(folder)) {
        try (InputStream content = Files.newInputStream(file)) {
          upload(content, name, slashed(folder.relativize(file)));
        }
      }
      upload(new ByteArrayInputStream(new byte[] {'\n'}), name, COMPLETE);
    } catch (IOException | SQLException e) {
      throw failure("store", name, e);
    }
  }

  Path fetch(String name) {
    List<String> files = files(name);
    if (!files.contains(COMPLETE)) {
      throw ChurnException.warehouse(
          "model files @" + NAME + "/" + name + " are missing; restore them, or train again", null);
    }
    try {
      Path folder = local().resolve(name);
      for (String file : files) {
        if (!file.equals(COMPLETE)) {
          download(name + "/" + file, folder.resolve(file));
        }
      }
      return folder;
    } catch (IOException | SQLException e) {
      throw failure("fetch", name, e);
    }
  }

  List<String> names() {
    return listed("").stream()
        .map(path -> path.substring(0, path.indexOf('/')))
        .distinct()
        .sorted()
        .toList();
  }

  void remove(String name) {
    if (!files(name).isEmpty()) {
      session.get().run("remove @" + NAME + "/" + name, "remove @" + NAME + "/" + name + "/");
    }
  }

  private List<String> files(String name) {
    return listed(name + "/").stream().map(path -> path.substring(name.length() + 1)).toList();
  }

  /** The paths under a prefix, without the stage's name; none if the stage does not exist. */
  private List<String> listed(String prefix) {
    List<String> paths = new ArrayList<>();
    try (Statement statement = session.get().connection().createStatement();
        ResultSet found = statement.executeQuery("list @" + NAME + "/" + prefix)) {
      while (found.next()) {
        String path = found.getString(1);
        paths.add(path.substring(path.indexOf('/') + 1));
      }
    } catch (SQLException e) {
      if (!NOTHING_THERE.contains(e.getErrorCode())) {
        throw failure("list", prefix, e);
      }
    }
    return paths;
  }

  private void upload(InputStream content, String name, String file) throws SQLException {
    int slash = file.lastIndexOf('/');
    String prefix = slash < 0 ? name : name + "/" + file.substring(0, slash);
    unwrapped().uploadStream(NAME, prefix, content, file.substring(slash + 1), false);
  }

  private void download(String path, Path target) throws SQLException, IOException {
    Files.createDirectories(target.getParent());
    try (InputStream content = unwrapped().downloadStream(NAME, path, false)) {
      Files.copy(content, target, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private SnowflakeConnection unwrapped() throws SQLException {
    return session.get().connection().unwrap(SnowflakeConnection.class);
  }

  private Path local() throws IOException {
    if (fetched == null) {
      fetched = Files.createTempDirectory("churnwise-models");
    }
    return fetched;
  }

  private static List<Path> regularFiles(Path folder) throws IOException {
    try (Stream<Path> tree = Files.walk(folder)) {
      return tree.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /** A path in a stage has slashes on every system. */
  private static String slashed(Path path) {
    List<String> parts = new ArrayList<>();
    path.forEach(part -> parts.add(part.toString()));
    return String.join("/", parts);
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
