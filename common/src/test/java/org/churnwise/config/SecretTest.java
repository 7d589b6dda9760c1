package org.churnwise.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.churnwise.error.ChurnException;
import org.churnwise.error.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretTest {
  @TempDir Path folder;

  @Test
  void itsTextIsAMaskOfOneLength() {
    assertEquals("********", Secret.of("hunter2").toString());
    assertEquals("********", Secret.of(null).toString());
  }

  @Test
  void aBlankValueIsNoSecret() {
    assertEquals(Optional.empty(), Secret.of(" \n").reveal());
  }

  @Test
  void aFileGivesItsTextWithoutTheLineEnd() throws IOException {
    Path file = Files.writeString(folder.resolve("pw"), "hunter2\n");
    assertEquals(Optional.of("hunter2"), Secret.inFile("k", file.toString()).reveal());
  }

  @Test
  void aFileIsReadAgainSoThatANewSecretIsTakenUp() throws IOException {
    Path file = Files.writeString(folder.resolve("pw"), "old");
    Secret secret = Secret.inFile("k", file.toString());
    secret.reveal();
    Files.writeString(file, "new");
    assertEquals(Optional.of("new"), secret.reveal());
  }

  @Test
  void anEmptyFileIsRefusedWithKeyAndPath() throws IOException {
    Path file = Files.writeString(folder.resolve("pw"), " \n");
    assertEquals("k = " + file + " is an empty file", refusalOf(file));
  }

  @Test
  void aMissingFileIsRefusedWithKeyAndPath() {
    Path file = folder.resolve("none");
    assertEquals(
        "k = " + file + " cannot be read (NoSuchFileException); name a readable text file",
        refusalOf(file));
  }

  private static String refusalOf(Path file) {
    Secret secret = Secret.inFile("k", file.toString());
    ChurnException refusal = assertThrows(ChurnException.class, secret::reveal);
    assertEquals(ExitCode.USAGE, refusal.exitCode());
    return refusal.getMessage();
  }
}
