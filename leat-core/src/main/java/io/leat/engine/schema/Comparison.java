// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.schema;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One comparison. What is called {@code what} is in words the thing that the two schemas are of. */
final class Comparison {
    private final Set<String> problems = new LinkedHashSet<>();
    private final Set<String> grown = new LinkedHashSet<>();
    private final boolean asKey;

    /** Those compared or being compared: a type inside itself is the same question again. */
    private final IdentityHashMap<Schema, Set<Schema>> asked = new IdentityHashMap<>();

    Comparison(boolean asKey) {
        this.asKey = asKey;
    }

    SchemaChange result() {
        return new SchemaChange(List.copyOf(problems), List.copyOf(grown));
    }

    void compare(String what, Schema before, Schema after) {
        Schema was = target(before);
        Schema is = target(after);
        if (!asked.computeIfAbsent(was, w -> Collections.newSetFromMap(new IdentityHashMap<>()))
                .add(is)) {
            return;
        }
        if (was instanceof Schema.Fields old && is instanceof Schema.Fields now && isSameForm(old, now)) {
            fields(what, old, now);
        } else if (was instanceof Schema.Choice old && is instanceof Schema.Choice now) {
            members(what, old, now);
        } else if (was instanceof Schema.Container old && is instanceof Schema.Container now && isSameForm(old, now)) {
            parts(what, old, now);
        } else if (was instanceof Schema.Array old && is instanceof Schema.Array now) {
            compare("an element of " + what, old.element(), now.element());
        } else if (!(was instanceof Schema.Word && was.equals(is))) {
            problems.add(what + " was " + was + " and is " + is);
        }
    }

    private static Schema target(Schema schema) {
        return schema instanceof Schema.Reference reference ? reference.target() : schema;
    }

    /** The name of a record is not written; that of another form says what it means. */
    private static boolean isSameForm(Schema.Fields was, Schema.Fields is) {
        return was.grows() == is.grows() && (was.grows() || was.name().equals(is.name()));
    }

    private static boolean isSameForm(Schema.Container was, Schema.Container is) {
        return was.name().equals(is.name()) && was.parts().size() == is.parts().size();
    }

    private void fields(String what, Schema.Fields was, Schema.Fields is) {
        for (int i = 0; i < was.fields().size(); i++) {
            Schema.Field old = was.fields().get(i);
            Schema.Field now = i < is.fields().size() ? is.fields().get(i) : null;
            if (now == null || !now.name().equals(old.name())) {
                problems.add(Words.moved(Words.field(what, was, old), i, is.placeOf(old.name()), now));
                return; // those behind it stand in other places too
            }
            compare(Words.field(what, is, old), old.holds(), now.holds());
        }
        for (Schema.Field added :
                is.fields().subList(was.fields().size(), is.fields().size())) {
            String words = Words.field(what, is, added) + " is new";
            if (!is.grows()) {
                problems.add(words);
            } else if (asKey) {
                problems.add(words + ", and a key must stay as it is: it would have another hash");
            } else {
                grown.add(words);
            }
        }
    }

    private void members(String what, Schema.Choice was, Schema.Choice is) {
        if (was.isEnum() != is.isEnum()) {
            problems.add(what + " was " + was + " and is " + is);
            return;
        }
        for (Schema old : was.members()) {
            String name = Schema.Choice.nameOf(old);
            String member = (was.isEnum() ? "the constant " : "the member ") + name + " of " + is;
            Schema now = is.member(name);
            if (now == null) {
                problems.add(member + " is gone");
            } else if (!was.isEnum()) {
                compare(member, old, now);
            }
        }
        for (Schema now : is.members()) {
            if (was.member(Schema.Choice.nameOf(now)) == null) {
                grown.add((is.isEnum() ? "the constant " : "the member ") + Schema.Choice.nameOf(now) + " of " + is
                        + " is new");
            }
        }
    }

    private void parts(String what, Schema.Container was, Schema.Container is) {
        for (int i = 0; i < was.parts().size(); i++) {
            compare(Words.part(what, was, i), was.parts().get(i), is.parts().get(i));
        }
    }

    /** How things are called in messages. */
    private static final class Words {
        /** What a process keeps is a record to the codec, and states to the user. */
        private static final String PROCESS = "process";

        static String field(String what, Schema.Fields of, Schema.Field field) {
            if (of.grows()) {
                return of.name().equals(PROCESS)
                        ? "the state " + field.name() + " of its process"
                        : "the field " + field.name() + " of " + of;
            }
            return field.name().equals("aggregate") ? "its aggregate" : "the part " + field.name() + " of " + what;
        }

        static String part(String what, Schema.Container of, int part) {
            return switch (of.name()) {
                case "map", "sortedmap" -> (part == 0 ? "a key of " : "a value of ") + what;
                case "list", "set", "collection", "many", "chain" -> "an element of " + what;
                default -> what; // an optional one, or one of two
            };
        }

        static String moved(String field, int from, int to, Schema.@Nullable Field instead) {
            if (to >= 0) {
                return field + " was number " + (from + 1) + " and is number " + (to + 1)
                        + ", but what is new goes behind the others";
            }
            return field + " is gone" + (instead == null ? "" : ", and " + instead.name() + " is in its place");
        }
    }
}
