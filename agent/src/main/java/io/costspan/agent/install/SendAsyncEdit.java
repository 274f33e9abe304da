// Copyright The costspan Authors
// SPDX-License-Identifier: Apache-2.0

package io.costspan.agent.install;

import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.LocalVariablesSorter;

/**
 * The edit of the private {@code HttpClientImpl.sendAsync}, in which {@code send} and both public
 * {@code sendAsync} end on every JDK since 11. As source it would read:
 *
 * <pre>
 *   Object[] plan = CostspanBridge.enter(this, request, handler, pushes, executor);
 *   if (plan != null) {
 *     if (plan[2] != null) return (CompletableFuture) plan[2];
 *     request = (HttpRequest) plan[0];
 *     handler = (BodyHandler) plan[1];
 *   }
 *   try {
 *     ...                    // each return: CostspanBridge.exit(plan, future, null)
 *   } catch (Throwable t) {
 *     CostspanBridge.exit(plan, null, t);
 *     throw t;
 *   }
 * </pre>
 *
 * <p>The class lives in the boot loader, whose code the JVM does not verify unless asked to: a
 * wrong frame here would be a crash rather than an error, so it is tested with verification on.
 */
final class SendAsyncEdit extends LocalVariablesSorter {
  private static final String REQUEST = "java/net/http/HttpRequest";
  private static final String HANDLER = "java/net/http/HttpResponse$BodyHandler";
  private static final String PUSH = "java/net/http/HttpResponse$PushPromiseHandler";
  private static final String EXECUTOR = "java/util/concurrent/Executor";
  private static final String FUTURE = "java/util/concurrent/CompletableFuture";
  private static final String CLIENT = "jdk/internal/net/http/HttpClientImpl";
  private static final String PLAN = "[Ljava/lang/Object;";
  private static final String THROWABLE = "java/lang/Throwable";

  static final String DESCRIPTOR =
      "(L" + REQUEST + ";L" + HANDLER + ";L" + PUSH + ";L" + EXECUTOR + ";)L" + FUTURE + ";";

  private final Label start = new Label();
  private final Label end = new Label();
  private int plan;

  SendAsyncEdit(int access, MethodVisitor plain) {
    super(Opcodes.ASM9, access, DESCRIPTOR, plain);
  }

  @Override
  public void visitCode() {
    super.visitCode();
    plan = newLocal(Type.getType(PLAN));
    mv.visitVarInsn(Opcodes.ALOAD, 0);
    mv.visitVarInsn(Opcodes.ALOAD, 1);
    mv.visitVarInsn(Opcodes.ALOAD, 2);
    mv.visitVarInsn(Opcodes.ALOAD, 3);
    mv.visitVarInsn(Opcodes.ALOAD, 4);
    mv.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        Bridge.NAME,
        "enter",
        "(" + "Ljava/lang/Object;".repeat(5) + ")" + PLAN,
        false);
    mv.visitVarInsn(Opcodes.ASTORE, plan);
    mv.visitVarInsn(Opcodes.ALOAD, plan);
    mv.visitJumpInsn(Opcodes.IFNULL, start);

    Label send = new Label();
    loadFromPlan(2);
    mv.visitJumpInsn(Opcodes.IFNULL, send);
    loadFromPlan(2);
    mv.visitTypeInsn(Opcodes.CHECKCAST, FUTURE);
    mv.visitInsn(Opcodes.ARETURN);

    mv.visitLabel(send);
    frameOfArguments();
    loadFromPlan(0);
    mv.visitTypeInsn(Opcodes.CHECKCAST, REQUEST);
    mv.visitVarInsn(Opcodes.ASTORE, 1);
    loadFromPlan(1);
    mv.visitTypeInsn(Opcodes.CHECKCAST, HANDLER);
    mv.visitVarInsn(Opcodes.ASTORE, 2);

    mv.visitLabel(start);
    frameOfArguments();
    // the method's own code may begin with a frame, and there is one frame to an instruction
    mv.visitInsn(Opcodes.NOP);
  }

  @Override
  public void visitInsn(int opcode) {
    if (opcode == Opcodes.ARETURN) {
      mv.visitInsn(Opcodes.DUP);
      mv.visitVarInsn(Opcodes.ALOAD, plan);
      mv.visitInsn(Opcodes.SWAP);
      mv.visitInsn(Opcodes.ACONST_NULL);
      callExit();
    }
    super.visitInsn(opcode);
  }

  @Override
  public void visitMaxs(int maxStack, int maxLocals) {
    mv.visitLabel(end);
    // last in the table: the method's own handlers go first
    mv.visitTryCatchBlock(start, end, end, THROWABLE);
    // nothing but the plan is needed here, so nothing else is claimed to be there
    Object nothing = Opcodes.TOP;
    mv.visitFrame(
        Opcodes.F_NEW,
        6,
        new Object[] {nothing, nothing, nothing, nothing, nothing, PLAN},
        1,
        new Object[] {THROWABLE});
    mv.visitInsn(Opcodes.DUP);
    mv.visitVarInsn(Opcodes.ALOAD, plan);
    mv.visitInsn(Opcodes.SWAP);
    mv.visitInsn(Opcodes.ACONST_NULL);
    mv.visitInsn(Opcodes.SWAP);
    callExit();
    mv.visitInsn(Opcodes.ATHROW);
    super.visitMaxs(maxStack, maxLocals);
  }

  private void loadFromPlan(int index) {
    mv.visitVarInsn(Opcodes.ALOAD, plan);
    mv.visitInsn(Opcodes.ICONST_0 + index);
    mv.visitInsn(Opcodes.AALOAD);
  }

  private void callExit() {
    mv.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        Bridge.NAME,
        "exit",
        "(" + PLAN + "Ljava/lang/Object;Ljava/lang/Throwable;)V",
        false);
  }

  private void frameOfArguments() {
    mv.visitFrame(
        Opcodes.F_NEW,
        6,
        new Object[] {CLIENT, REQUEST, HANDLER, PUSH, EXECUTOR, PLAN},
        0,
        new Object[0]);
  }
}
