// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.agent.install;

import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * The edits of {@code OkHttpClient}: straight calls without branches or variables, which need no
 * stack map frames and are therefore legal in class files of any age.
 */
final class OkHttpEdit {
  private OkHttpEdit() {}

  /** Entry of the constructor, before {@code super()}: touching an argument is legal there. */
  static final class Built extends MethodVisitor {
    Built(MethodVisitor plain) {
      super(Opcodes.ASM9, plain);
    }

    @Override
    public void visitCode() {
      super.visitCode();
      super.visitVarInsn(Opcodes.ALOAD, 1);
      callBridge(mv, "okHttpBuilt", "(Ljava/lang/Object;)V");
    }
  }

  /** Exit of {@code newCall(Request)}. */
  static final class NewCall extends MethodVisitor {
    NewCall(MethodVisitor plain) {
      super(Opcodes.ASM9, plain);
    }

    @Override
    public void visitInsn(int opcode) {
      if (opcode == Opcodes.ARETURN) {
        super.visitInsn(Opcodes.DUP);
        super.visitVarInsn(Opcodes.ALOAD, 0);
        super.visitVarInsn(Opcodes.ALOAD, 1);
        callBridge(mv, "okHttpCall", "(Ljava/lang/Object;Ljava/lang/Object;Ljava/lang/Object;)V");
      }
      super.visitInsn(opcode);
    }
  }

  /** Exit of {@code interceptors()}, which every version's call goes through. */
  static final class Interceptors extends MethodVisitor {
    Interceptors(MethodVisitor plain) {
      super(Opcodes.ASM9, plain);
    }

    @Override
    public void visitInsn(int opcode) {
      if (opcode == Opcodes.ARETURN) {
        super.visitVarInsn(Opcodes.ALOAD, 0);
        callBridge(
            mv, "okHttpInterceptors", "(Ljava/util/List;Ljava/lang/Object;)Ljava/util/List;");
      }
      super.visitInsn(opcode);
    }
  }

  private static void callBridge(MethodVisitor to, String method, String descriptor) {
    to.visitMethodInsn(Opcodes.INVOKESTATIC, Bridge.NAME, method, descriptor, false);
  }
}
