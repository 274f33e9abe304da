// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.agent.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.util.CheckClassAdapter;

/** The edits against the class files of this JDK and of the oldest OkHttp. */
class ClassEditsTest {
  private static final String HTTP_CLIENT = "jdk/internal/net/http/HttpClientImpl";
  private static final String OK_HTTP_CLIENT = "okhttp3/OkHttpClient";

  @Test
  void sendAsyncIsEditedAndVerifies() throws IOException {
    byte[] edited = edit(HTTP_CLIENT, javaNetHttp(HTTP_CLIENT), false);

    assertThat(bridgeCalls(edited)).startsWith("enter", "exit").endsWith("exit");
    assertThat(complaintsAbout(edited, ClassLoader.getPlatformClassLoader())).isEmpty();
  }

  @Test
  void okHttpConstructorAndNewCallAreEditedAndVerify() throws IOException {
    byte[] edited = edit(OK_HTTP_CLIENT, okHttp(), false);

    assertThat(bridgeCalls(edited)).containsExactlyInAnyOrder("okHttpBuilt", "okHttpCall");
    assertThat(complaintsAbout(edited, getClass().getClassLoader())).isEmpty();
  }

  @Test
  void clientsBuiltBeforeUsAreReachedThroughTheirInterceptors() throws IOException {
    byte[] edited = edit(OK_HTTP_CLIENT, okHttp(), true);

    assertThat(bridgeCalls(edited))
        .containsExactlyInAnyOrder("okHttpBuilt", "okHttpCall", "okHttpInterceptors");
    assertThat(complaintsAbout(edited, getClass().getClassLoader())).isEmpty();
  }

  @Test
  void noMemberIsAddedSoThatALoadedClassCanBeEdited() throws IOException {
    byte[] before = javaNetHttp(HTTP_CLIENT);

    assertThat(members(edit(HTTP_CLIENT, before, true))).isEqualTo(members(before));
    assertThat(members(edit(OK_HTTP_CLIENT, okHttp(), true))).isEqualTo(members(okHttp()));
  }

  @Test
  void aClassWithoutTheMethodsWeKnowIsLeftAlone() {
    ClassWriter other = new ClassWriter(0);
    other.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, OK_HTTP_CLIENT, null, "java/lang/Object", null);
    other.visitEnd();

    assertThat(ClassEdits.edit(OK_HTTP_CLIENT, other.toByteArray(), true)).isNull();
  }

  @Test
  void theBridgeRefersToNothingOfOurs() throws IOException {
    byte[] bridge = Bridge.renamed(Bridge.template());

    assertThat(new ClassReader(bridge).getClassName()).isEqualTo("java/lang/CostspanBridge");
    // asked as a boolean: the bytes are no reading matter for a failure message
    assertThat(new String(bridge, StandardCharsets.ISO_8859_1).contains("io/costspan")).isFalse();
    assertThat(complaintsAbout(bridge, ClassLoader.getPlatformClassLoader())).isEmpty();
  }

  private static byte[] edit(String name, byte[] bytes, boolean late) {
    return Objects.requireNonNull(ClassEdits.edit(name, bytes, late));
  }

  private static byte[] javaNetHttp(String name) throws IOException {
    Module module = java.net.http.HttpClient.class.getModule();
    try (InputStream in = module.getResourceAsStream(name + ".class")) {
      return in.readAllBytes();
    }
  }

  private static byte[] okHttp() throws IOException {
    ClassLoader loader = ClassEditsTest.class.getClassLoader();
    try (InputStream in = loader.getResourceAsStream(OK_HTTP_CLIENT + ".class")) {
      return in.readAllBytes();
    }
  }

  private static String complaintsAbout(byte[] bytes, ClassLoader loader) {
    StringWriter complaints = new StringWriter();
    CheckClassAdapter.verify(
        new ClassReader(bytes), loader, false, new PrintWriter(complaints, true));
    return complaints.toString();
  }

  private static List<String> bridgeCalls(byte[] bytes) {
    List<String> calls = new ArrayList<>();
    new ClassReader(bytes).accept(new BridgeCalls(calls), 0);
    return calls;
  }

  private static List<String> members(byte[] bytes) {
    List<String> members = new ArrayList<>();
    new ClassReader(bytes)
        .accept(
            new ClassVisitor(Opcodes.ASM9) {
              @Override
              public MethodVisitor visitMethod(
                  int access, String name, String descriptor, String sign, String[] exceptions) {
                members.add(access + name + descriptor);
                return null;
              }
            },
            0);
    return members;
  }

  private static final class BridgeCalls extends ClassVisitor {
    private final List<String> calls;

    BridgeCalls(List<String> calls) {
      super(Opcodes.ASM9);
      this.calls = calls;
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      return new MethodVisitor(Opcodes.ASM9) {
        @Override
        public void visitMethodInsn(
            int opcode, String owner, String method, String type, boolean ofInterface) {
          if (owner.equals(Bridge.NAME)) {
            calls.add(method);
          }
        }
      };
    }
  }
}
