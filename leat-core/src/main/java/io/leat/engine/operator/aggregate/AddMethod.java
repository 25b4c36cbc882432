// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.aggregate;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * The method {@code add(int input, Object value, long ts)} of an accumulator class while it is being written, in the words
 * of its parts.
 */
final class AddMethod {
    /** A type that is not primitive, as the verifier sees it here. */
    static final Type OBJECT = Type.getType(Object.class);

    private static final int VALUE = 2;
    private static final int TIME = 3;
    private static final int FIRST_LOCAL = 5;

    private final MethodVisitor code;
    private final String owner;
    private final List<Constant> constants;
    private int nextLocal = FIRST_LOCAL;

    /** A user function: a static final field of the accumulator class, of the type of its interface. */
    record Constant(Object function, Class<?> type) {}

    AddMethod(MethodVisitor code, String owner) {
        this.code = code;
        this.owner = owner;
        this.constants = new ArrayList<>();
    }

    List<Constant> constants() {
        return constants;
    }

    /** Reserves a local, set to zero or null. */
    int local(Type type) {
        int local = nextLocal;
        nextLocal += type.getSize();
        switch (type.getSort()) {
            case Type.LONG -> code.visitInsn(Opcodes.LCONST_0);
            case Type.DOUBLE -> code.visitInsn(Opcodes.DCONST_0);
            case Type.BOOLEAN -> code.visitInsn(Opcodes.ICONST_0);
            default -> code.visitInsn(Opcodes.ACONST_NULL);
        }
        storeLocal(type, local);
        return local;
    }

    void loadLocal(Type type, int local) {
        code.visitVarInsn(type.getOpcode(Opcodes.ILOAD), local);
    }

    void storeLocal(Type type, int local) {
        code.visitVarInsn(type.getOpcode(Opcodes.ISTORE), local);
    }

    void loadTime() {
        code.visitVarInsn(Opcodes.LLOAD, TIME);
    }

    void loadValue() {
        code.visitVarInsn(Opcodes.ALOAD, VALUE);
    }

    void loadThis() {
        code.visitVarInsn(Opcodes.ALOAD, 0);
    }

    /** Leaves a constant on the stack. */
    void loadConstant(Object function, Class<?> type) {
        code.visitFieldInsn(Opcodes.GETSTATIC, owner, "F" + constants.size(), Type.getDescriptor(type));
        constants.add(new Constant(function, type));
    }

    /** Leaves what a user function says of the event on the stack. */
    void callFunction(Object function, Class<?> type, String method, Type result) {
        loadConstant(function, type);
        loadValue();
        code.visitMethodInsn(
                Opcodes.INVOKEINTERFACE,
                Type.getInternalName(type),
                method,
                Type.getMethodDescriptor(result, Type.getType(Object.class)),
                true);
    }

    /** Calls a static method of {@link Arithmetic} or another class of this package. */
    void callStatic(Class<?> home, String method, Type result, Type... arguments) {
        code.visitMethodInsn(
                Opcodes.INVOKESTATIC,
                Type.getInternalName(home),
                method,
                Type.getMethodDescriptor(result, arguments),
                false);
    }

    void loadNumber(int slot) {
        loadThis();
        code.visitFieldInsn(Opcodes.GETFIELD, owner, "n" + slot, "J");
    }

    /** Sets a number field; the object and the value are on the stack. */
    void putNumber(int slot) {
        code.visitFieldInsn(Opcodes.PUTFIELD, owner, "n" + slot, "J");
    }

    void loadReference(int slot) {
        loadThis();
        code.visitFieldInsn(Opcodes.GETFIELD, owner, "r" + slot, "Ljava/lang/Object;");
    }

    /** Sets a reference field; the object and the value are on the stack. */
    void putReference(int slot) {
        code.visitFieldInsn(Opcodes.PUTFIELD, owner, "r" + slot, "Ljava/lang/Object;");
    }

    void pushInt(int value) {
        code.visitLdcInsn(value);
    }

    /** Adds the two longs on the stack. */
    void addLongs() {
        code.visitInsn(Opcodes.LADD);
    }

    /** Adds one to a number field. */
    void increment(int slot) {
        loadThis();
        loadNumber(slot);
        code.visitInsn(Opcodes.LCONST_1);
        addLongs();
        putNumber(slot);
    }

    /** Emits {@code body} so that it runs only if a boolean local is true. */
    void ifTrue(int flag, Runnable body) {
        Label end = new Label();
        code.visitVarInsn(Opcodes.ILOAD, flag);
        code.visitJumpInsn(Opcodes.IFEQ, end);
        body.run();
        code.visitLabel(end);
    }

    /** Ends the method. */
    void end() {
        code.visitInsn(Opcodes.RETURN);
        code.visitMaxs(0, 0);
        code.visitEnd();
    }
}
