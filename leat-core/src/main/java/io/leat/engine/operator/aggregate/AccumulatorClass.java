// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.aggregate;

import io.leat.engine.operator.window.Accumulator;
import io.leat.engine.port.Entry;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Writes the accumulator class of a step: an {@link Entry} with a field per slot, {@link Slots} to reach them, and
 * {@link Accumulator#add} with the user's functions as constants.
 *
 * <p>It is a hidden class, so it goes when its pipeline goes. For {@code count()} and {@code sum(f)} it reads as
 * <pre>{@code
 * final class Flat extends Entry implements Accumulator, Slots {
 *     static final ToLongFunction F0 = …;
 *     long n0, n1, n2;
 *     public void add(int input, Object value, long ts) {
 *         long x = F0.applyAsLong(value);
 *         n0 = n0 + 1;
 *         n2 = n2 + Arithmetic.carry(n1, x);
 *         n1 = n1 + x;
 *     }
 * }
 * }</pre>
 */
final class AccumulatorClass {
    private static final String NAME =
            Type.getInternalName(AccumulatorClass.class).replace("AccumulatorClass", "Flat");
    private static final String ENTRY = Type.getInternalName(Entry.class);
    private static final String OBJECT = "Ljava/lang/Object;";

    private final ClassWriter code = new ClassWriter(ClassWriter.COMPUTE_FRAMES) {
        @Override
        protected String getCommonSuperClass(String a, String b) {
            return "java/lang/Object"; // locals that meet after a branch are longs, booleans and plain objects
        }
    };
    private final PartTree tree;

    private AccumulatorClass(PartTree tree) {
        this.tree = tree;
    }

    /** Returns an object of a new class for the tree. Its slots have no initial values yet. */
    static Slots prototype(PartTree tree) {
        return new AccumulatorClass(tree).write();
    }

    private Slots write() {
        code.visit(Opcodes.V17, Opcodes.ACC_FINAL | Opcodes.ACC_SUPER, NAME, null, ENTRY, new String[] {
            Type.getInternalName(Accumulator.class), Type.getInternalName(Slots.class)
        });
        fields();
        constructor();
        fresh();
        List<AddMethod.Constant> constants = add();
        accessors("number", "n", Type.LONG_TYPE, tree.layout().numbers);
        accessors("reference", "r", Type.getType(Object.class), tree.layout().references);
        constants(constants);
        code.visitEnd();
        return define(constants.stream().map(AddMethod.Constant::function).toArray());
    }

    private static Slots defined(Class<?> type) throws ReflectiveOperationException {
        return (Slots) type.getDeclaredConstructor().newInstance();
    }

    private Slots define(Object[] functions) {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            return defined(lookup.defineHiddenClassWithClassData(code.toByteArray(), functions, true)
                    .lookupClass());
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("the accumulator class could not be defined", e);
        }
    }

    private void fields() {
        for (int i = 0; i < tree.layout().numbers; i++) {
            code.visitField(0, "n" + i, "J", null, null).visitEnd();
        }
        for (int i = 0; i < tree.layout().references; i++) {
            code.visitField(0, "r" + i, OBJECT, null, null).visitEnd();
        }
    }

    private void constructor() {
        MethodVisitor method = begin(0, "<init>", "()V");
        method.visitVarInsn(Opcodes.ALOAD, 0);
        method.visitMethodInsn(Opcodes.INVOKESPECIAL, ENTRY, "<init>", "()V", false);
        method.visitInsn(Opcodes.RETURN);
        end(method);
    }

    /** Numbers begin as those of the prototype, references with null. */
    private void fresh() {
        MethodVisitor method = begin(Opcodes.ACC_PUBLIC, "fresh", "()" + Type.getDescriptor(Slots.class));
        method.visitTypeInsn(Opcodes.NEW, NAME);
        method.visitInsn(Opcodes.DUP);
        method.visitMethodInsn(Opcodes.INVOKESPECIAL, NAME, "<init>", "()V", false);
        for (int i = 0; i < tree.layout().numbers; i++) {
            method.visitInsn(Opcodes.DUP);
            method.visitVarInsn(Opcodes.ALOAD, 0);
            method.visitFieldInsn(Opcodes.GETFIELD, NAME, "n" + i, "J");
            method.visitFieldInsn(Opcodes.PUTFIELD, NAME, "n" + i, "J");
        }
        method.visitInsn(Opcodes.ARETURN);
        end(method);
    }

    private List<AddMethod.Constant> add() {
        AddMethod method = new AddMethod(begin(Opcodes.ACC_PUBLIC, "add", "(I" + OBJECT + "J)V"), NAME);
        tree.parts().forEach(part -> part.declare(method));
        tree.parts().forEach(part -> part.evaluate(method));
        tree.parts().forEach(part -> part.evaluateLast(method));
        tree.parts().forEach(part -> part.store(method));
        method.end();
        return method.constants();
    }

    /** A getter and a setter by slot number. */
    private void accessors(String name, String prefix, Type type, int count) {
        MethodVisitor get = begin(Opcodes.ACC_PUBLIC, name, "(I)" + type.getDescriptor());
        perSlot(get, count, i -> {
            get.visitVarInsn(Opcodes.ALOAD, 0);
            get.visitFieldInsn(Opcodes.GETFIELD, NAME, prefix + i, type.getDescriptor());
            get.visitInsn(type.getOpcode(Opcodes.IRETURN));
        });
        MethodVisitor set = begin(Opcodes.ACC_PUBLIC, name, "(I" + type.getDescriptor() + ")V");
        perSlot(set, count, i -> {
            set.visitVarInsn(Opcodes.ALOAD, 0);
            set.visitVarInsn(type.getOpcode(Opcodes.ILOAD), 2);
            set.visitFieldInsn(Opcodes.PUTFIELD, NAME, prefix + i, type.getDescriptor());
            set.visitInsn(Opcodes.RETURN);
        });
    }

    /** A switch over the slot number, in the first argument, with an exception for any other. */
    private void perSlot(MethodVisitor method, int count, IntConsumer body) {
        Label none = new Label();
        if (count > 0) {
            Label[] slots = new Label[count];
            Arrays.setAll(slots, i -> new Label());
            method.visitVarInsn(Opcodes.ILOAD, 1);
            method.visitTableSwitchInsn(0, count - 1, none, slots);
            for (int i = 0; i < count; i++) {
                method.visitLabel(slots[i]);
                body.accept(i);
            }
        }
        method.visitLabel(none);
        method.visitTypeInsn(Opcodes.NEW, "java/lang/IndexOutOfBoundsException");
        method.visitInsn(Opcodes.DUP);
        method.visitVarInsn(Opcodes.ILOAD, 1);
        method.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/IndexOutOfBoundsException", "<init>", "(I)V", false);
        method.visitInsn(Opcodes.ATHROW);
        end(method);
    }

    /** The static final fields, filled from the class data. */
    private void constants(List<AddMethod.Constant> constants) {
        MethodVisitor method = begin(Opcodes.ACC_STATIC, "<clinit>", "()V");
        for (int i = 0; i < constants.size(); i++) {
            Type type = Type.getType(constants.get(i).type());
            code.visitField(Opcodes.ACC_STATIC | Opcodes.ACC_FINAL, "F" + i, type.getDescriptor(), null, null)
                    .visitEnd();
            method.visitMethodInsn(
                    Opcodes.INVOKESTATIC,
                    "java/lang/invoke/MethodHandles",
                    "lookup",
                    MethodType.methodType(MethodHandles.Lookup.class).toMethodDescriptorString(),
                    false);
            method.visitLdcInsn(i);
            method.visitMethodInsn(
                    Opcodes.INVOKESTATIC,
                    Type.getInternalName(AccumulatorClass.class),
                    "constant",
                    "(Ljava/lang/invoke/MethodHandles$Lookup;I)" + OBJECT,
                    false);
            method.visitTypeInsn(Opcodes.CHECKCAST, type.getInternalName());
            method.visitFieldInsn(Opcodes.PUTSTATIC, NAME, "F" + i, type.getDescriptor());
        }
        method.visitInsn(Opcodes.RETURN);
        end(method);
    }

    /** Returns a user function; called once by the initialiser of each accumulator class. */
    static Object constant(MethodHandles.Lookup lookup, int index) throws IllegalAccessException {
        return MethodHandles.classData(lookup, "_", Object[].class)[index];
    }

    private MethodVisitor begin(int access, String name, String descriptor) {
        MethodVisitor method = code.visitMethod(access, name, descriptor, null, null);
        method.visitCode();
        return method;
    }

    private static void end(MethodVisitor method) {
        method.visitMaxs(0, 0);
        method.visitEnd();
    }
}
