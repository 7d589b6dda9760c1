package org.churnwise.warehouse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStoreTest {
  @TempDir private Path place;

  @Test
  void aFolderIsStoredWithWhatLiesBelowIt() throws IOException {
    Path model = Files.createDirectories(place.resolve("model"));
    Files.writeString(Files.createDirectory(model.resolve("deep")).resolve("card.json"), "{}");
    Files.createDirectory(place.resolve("root"));
    FileStore store = new FileStore(place.resolve("root"));
    store.put(model, "m1");
    assertEquals("{}", Files.readString(store.fetch("m1").resolve("deep/card.json")));
    assertEquals(List.of("m1"), store.names());
  }

  @Test
  void aRemovedFolderLeavesWhatItsLinksLeadTo() throws IOException {
    Path kept = Files.createDirectory(place.resolve("kept"));
    Path file = Files.writeString(kept.resolve("file"), "text");
    Path removed = Files.createDirectories(place.resolve("removed/deep")).getParent();
    Files.createSymbolicLink(removed.resolve("folder"), kept);
    Files.createSymbolicLink(removed.resolve("deep/file"), file);
    Files.createSymbolicLink(removed.resolve("nowhere"), place.resolve("absent"));
    FileStore.deleteTree(removed);
    assertFalse(Files.exists(removed));
    assertEquals("text", Files.readString(file));
    FileStore.deleteTree(removed);
  }

  @Test
  void aLinkIsRemovedAndNotItsTarget() throws IOException {
    Path kept = Files.createDirectory(place.resolve("kept"));
    Files.writeString(kept.resolve("file"), "text");
    Path link = Files.createSymbolicLink(place.resolve("link"), kept);
    FileStore.deleteTree(link);
    assertFalse(Files.exists(link));
    assertTrue(Files.exists(kept.resolve("file")));
  }
}
