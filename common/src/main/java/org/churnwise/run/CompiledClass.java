package org.churnwise.run;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.xbean.asm9.ClassReader;
import org.apache.xbean.asm9.ClassWriter;

/**
 * What a class file says about what its code does.
 *
 * @param hash of the class without what only debuggers read: line numbers, names of variables, of
 *     the source file. So a comment changes nothing
 * @param references classes of Churnwise that it names, as {@code org/churnwise/run/Hash}
 * @param libraries that it names a class of
 * @param paths its constants that may name a statement, as {@code features/customer_features}
 */
record CompiledClass(
    String hash, Set<String> references, Set<Library> libraries, Set<String> paths) {
  private static final String OURS = "org/churnwise/";
  private static final Pattern PATH = Pattern.compile("[a-z0-9_]+(/[a-z0-9_]+)+");
  private static final byte UTF8 = 1;

  /** Reads a class file. */
  static CompiledClass of(byte[] bytes) {
    ClassWriter writer = new ClassWriter(0);
    new ClassReader(bytes).accept(writer, ClassReader.SKIP_DEBUG);
    byte[] code = writer.toByteArray();
    CompiledClass read =
        new CompiledClass(
            DigestUtils.sha256Hex(code),
            new TreeSet<>(),
            EnumSet.noneOf(Library.class),
            new TreeSet<>());
    ClassReader reader = new ClassReader(code);
    for (int item = 1; item < reader.getItemCount(); item++) {
      int offset = reader.getItem(item);
      if (offset > 0 && code[offset - 1] == UTF8) {
        int length = reader.readUnsignedShort(offset);
        read.add(new String(code, offset + 2, length, StandardCharsets.UTF_8));
      }
    }
    return read;
  }

  /** A constant: the name of a class, the types of a method, or a text. */
  private void add(String constant) {
    if (constant.indexOf('/') < 0) {
      return;
    }
    for (int at = constant.indexOf(OURS); at >= 0; at = constant.indexOf(OURS, at + 1)) {
      references.add(nameAt(constant, at));
    }
    for (Library library : Library.values()) {
      if (library.isNamedIn(constant)) {
        libraries.add(library);
      }
    }
    if (!constant.startsWith("org/") && PATH.matcher(constant).matches()) {
      paths.add(constant);
    }
  }

  private static String nameAt(String constant, int start) {
    int end = start;
    while (end < constant.length()
        && (Character.isJavaIdentifierPart(constant.charAt(end)) || constant.charAt(end) == '/')) {
      end++;
    }
    return constant.substring(start, end);
  }
}
