package org.churnwise.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.spark.SparkConf;
import scala.Tuple2;

/**
 * Hadoop's local files for Spark on one machine. Hadoop's own starts the program chmod for each
 * file and folder that it creates, and writes a checksum beside each file: more than ten processes
 * for the rows of one small table. What Spark names a permission for, its event log, is masked too.
 */
public final class LocalFiles extends LocalFileSystem {
  /** The Spark setting that names this class. */
  public static final String SETTING = "spark.hadoop.fs.file.impl";

  private static final String HADOOP = "spark.hadoop.";

  /** A copy of what has been read costs far less than reading Hadoop's files again. */
  private static final Configuration HADOOPS_OWN = hadoopsOwn();

  /** Hadoop's settings with those of spark-submit, for files that are read before Spark starts. */
  public static Configuration configuration() {
    SparkConf conf = new SparkConf();
    set(conf);
    Configuration hadoop = new Configuration(HADOOPS_OWN);
    for (Tuple2<String, String> setting : conf.getAllWithPrefix(HADOOP)) {
      hadoop.set(setting._1(), setting._2());
    }
    return hadoop;
  }

  private static Configuration hadoopsOwn() {
    Configuration own = new Configuration();
    own.size(); // reads them
    return own;
  }

  /** Makes Spark use it; whoever opens the first local file decides for the whole process. */
  static void set(SparkConf conf) {
    conf.setIfMissing(SETTING, LocalFiles.class.getName());
    makePrivate(conf);
  }

  /** What Spark writes for a person holds customers' data: files 600, folders 700. */
  static void makePrivate(SparkConf conf) {
    conf.setIfMissing(HADOOP + FsPermission.UMASK_LABEL, "077");
  }

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
