package org.churnwise.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * Hadoop's local files for Spark on one machine. Hadoop's own starts the program chmod for each
 * file and folder that it creates, and writes a checksum beside each file: more than ten processes
 * for the rows of one small table. What Spark names a permission for, its event log, is masked too.
 */
public final class LocalFiles extends LocalFileSystem {
  /** The Spark setting that names this class. */
  public static final String SETTING = "spark.hadoop.fs.file.impl";

  /** Hadoop creates it by name. */
  public LocalFiles() {
    super(new WithoutProcesses());
    setWriteChecksum(false);
  }

  private static final class WithoutProcesses extends RawLocalFileSystem {
    @Override
    public void setPermission(Path path, FsPermission permission) throws IOException {
      FsPermission masked = permission.applyUMask(FsPermission.getUMask(getConf()));
      String symbols =
          masked.getUserAction().SYMBOL
              + masked.getGroupAction().SYMBOL
              + masked.getOtherAction().SYMBOL;
      Files.setPosixFilePermissions(
          pathToFile(path).toPath(), PosixFilePermissions.fromString(symbols));
    }
  }
}
