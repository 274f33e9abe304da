// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.agent.install;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Which method of which class gets which edit. No edit adds a member, so all of them also fit a
 * class that is loaded already. The writer computes stack sizes only and never frames: that would
 * load classes of the application in the middle of loading one.
 */
final class ClassEdits {
  static final String HTTP_CLIENT = "jdk/internal/net/http/HttpClientImpl";
  static final String OK_HTTP_CLIENT = "okhttp3/OkHttpClient";

  private ClassEdits() {}

  /**
   * Edits a class.
   *
   * @param late whether the class has been loaded before, and objects of it may exist
   * @return {@code null} when the class has none of the methods we know
   */
  static byte @Nullable [] edit(String name, byte[] bytes, boolean late) {
    ClassReader reader = new ClassReader(bytes);
    ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
    Edited edited =
        switch (name) {
          case HTTP_CLIENT -> new HttpClientEdited(writer);
          case OK_HTTP_CLIENT -> new OkHttpEdited(writer, late);
          default -> throw new IllegalArgumentException(name);
        };
    // expanded frames are what moving a method's local variables needs
    reader.accept(edited, name.equals(HTTP_CLIENT) ? ClassReader.EXPAND_FRAMES : 0);
    return edited.count == 0 ? null : writer.toByteArray();
  }

  /** A class with edits, and how many there were. */
  private abstract static class Edited extends ClassVisitor {
    int count;

    Edited(ClassWriter writer) {
      super(Opcodes.ASM9, writer);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      MethodVisitor plain = super.visitMethod(access, name, descriptor, signature, exceptions);
      MethodVisitor better = edit(access, name, descriptor, plain);
      if (better == null) {
        return plain;
      }
      count++;
      return better;
    }

    abstract @Nullable MethodVisitor edit(
        int access, String name, String descriptor, MethodVisitor plain);
  }

  private static final class HttpClientEdited extends Edited {
    HttpClientEdited(ClassWriter writer) {
      super(writer);
    }

    @Override
    @Nullable MethodVisitor edit(int access, String name, String descriptor, MethodVisitor plain) {
      return name.equals("sendAsync") && descriptor.equals(SendAsyncEdit.DESCRIPTOR)
          ? new SendAsyncEdit(access, plain)
          : null;
    }
  }

  private static final class OkHttpEdited extends Edited {
    private final boolean late;

    OkHttpEdited(ClassWriter writer, boolean late) {
      super(writer);
      this.late = late;
    }

    @Override
    @Nullable MethodVisitor edit(int access, String name, String descriptor, MethodVisitor plain) {
      return switch (name + descriptor) {
        case "<init>(Lokhttp3/OkHttpClient$Builder;)V" -> new OkHttpEdit.Built(plain);
        case "newCall(Lokhttp3/Request;)Lokhttp3/Call;" -> new OkHttpEdit.NewCall(plain);
        case "interceptors()Ljava/util/List;" -> late ? new OkHttpEdit.Interceptors(plain) : null;
        default -> null;
      };
    }
  }
}
