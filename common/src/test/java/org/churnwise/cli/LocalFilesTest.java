package org.churnwise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Spark and Hadoop write on this machine is for its owner alone, whatever the umask. */
class LocalFilesTest {
  @TempDir private java.nio.file.Path folder;

  @Test
  void filesAndFoldersAndTheEventLogArePrivate() throws IOException {
    try (FileSystem files =
        FileSystem.newInstance(URI.create("file:///"), LocalFiles.configuration())) {
      assertInstanceOf(LocalFiles.class, files);
      Path file = new Path(folder.resolve("new/part.parquet").toUri());
      files.create(file).close();
      assertEquals("rwx------", permissions("new"));
      assertEquals("rw-------", permissions("new/part.parquet"));
      files.setPermission(file, FsPermission.valueOf("-rw-rw----")); // as Spark does for its log
      assertEquals("rw-------", permissions("new/part.parquet"));
    }
  }

  private String permissions(String name) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name)));
  }
}
