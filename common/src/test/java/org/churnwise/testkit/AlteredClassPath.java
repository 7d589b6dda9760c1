package org.churnwise.testkit;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.xbean.asm9.ClassReader;
import org.apache.xbean.asm9.ClassVisitor;
import org.apache.xbean.asm9.ClassWriter;
import org.apache.xbean.asm9.Label;
import org.apache.xbean.asm9.MethodVisitor;
import org.apache.xbean.asm9.Opcodes;
import org.churnwise.run.ClassPathBytes;

/** The class path of this process with one file of it altered. */
public record AlteredClassPath(String path, UnaryOperator<byte[]> alteration)
    implements ClassPathBytes {
  private static final ClassPathBytes RUNNING = ClassPathBytes.running();

  /** One class has one more field: other code than before. */
  public static AlteredClassPath otherCode(String className) {
    return new AlteredClassPath(file(className), AlteredClassPath::withOneMoreField);
  }

  /** One class was compiled with two more lines of comment at its top. */
  public static AlteredClassPath otherComment(String className) {
    return new AlteredClassPath(file(className), AlteredClassPath::twoLinesFurtherDown);
  }

  /** One resource has one more byte. */
  public static AlteredClassPath otherResource(String path) {
    return new AlteredClassPath(path, AlteredClassPath::withOneMoreByte);
  }

  @Override
  public Optional<byte[]> read(String wanted) {
    Optional<byte[]> bytes = RUNNING.read(wanted);
    return wanted.equals(path) ? Optional.of(alteration.apply(bytes.orElseThrow())) : bytes;
  }

  private static String file(String className) {
    return className.replace('.', '/') + ".class";
  }

  private static byte[] withOneMoreByte(byte[] bytes) {
    return Arrays.copyOf(bytes, bytes.length + 1);
  }

  private static byte[] withOneMoreField(byte[] bytes) {
    ClassWriter writer = new ClassWriter(0);
    new ClassReader(bytes).accept(writer, 0);
    writer.visitField(Opcodes.ACC_STATIC, "oneMore", "I", null, null).visitEnd();
    return writer.toByteArray();
  }

  private static byte[] twoLinesFurtherDown(byte[] bytes) {
    ClassWriter writer = new ClassWriter(0);
    new ClassReader(bytes).accept(new FurtherDown(writer), 0);
    return writer.toByteArray();
  }

  private static final class FurtherDown extends ClassVisitor {
    FurtherDown(ClassVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
      return new MethodVisitor(Opcodes.ASM9, next) {
        @Override
        public void visitLineNumber(int line, Label start) {
          super.visitLineNumber(line + 2, start);
        }
      };
    }
  }
}
