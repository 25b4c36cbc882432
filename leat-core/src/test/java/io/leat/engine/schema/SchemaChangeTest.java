// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Which schema can read what another has written, and what is said where it cannot. */
class SchemaChangeTest {
    private static SchemaChange values(String was, String is) {
        return SchemaChange.ofValues("its state", was, is);
    }

    private static void refused(String was, String is, String... problems) {
        assertThat(values(was, is).problems()).as("%s to %s", was, is).containsExactly(problems);
        assertThat(SchemaChange.ofKeys("its state", was, is).problems())
                .as("as keys, %s to %s", was, is)
                .containsExactly(problems);
    }

    private static void readable(String was, String is, String... grown) {
        SchemaChange change = values(was, is);
        assertThat(change.problems()).as("%s to %s", was, is).isEmpty();
        assertThat(change.grown()).containsExactly(grown);
        assertThat(change.isReadable()).isTrue();
        assertThat(change.isSame()).isEqualTo(grown.length == 0);
    }

    @Test
    void whenNothingHasChanged_thenSame() {
        for (String schema : List.of(
                "string",
                "int?",
                "byte[]",
                "long?[][]",
                "list<map<string,any>>",
                "Load{calls:int,shape:Shape(Circle{radius:double}|Dot{}|Color(PINK))}",
                "Node{value:dynamic,next:Node}",
                "Level()",
                "Empty{}",
                "keyed[purge:maybe<long>,states:process{last:instant}]",
                "'a users {text'",
                "no } schema")) {
            readable(schema, schema);
        }
        readable("Load{calls:int}", "Work{calls:int}"); // the name is not written
        readable("Shape(Dot{}|Line{})", "Form(Line{}|Dot{})"); // nor the order
    }

    @Test
    void whenFieldsAreAddedBehindTheOthers_thenReadableAtAnyDepth() {
        readable("Load{calls:int}", "Load{calls:int,tokens:long}", "the field tokens of record Load is new");
        readable(
                "list<map<string,optional<Load{calls:int}>>>",
                "list<map<string,optional<Load{calls:int,tokens:long,avg:double}>>>",
                "the field tokens of record Load is new",
                "the field avg of record Load is new");
        readable("Load{}[]", "Load{calls:int}[]", "the field calls of record Load is new");
        readable(
                "Shape(Dot{}|Line{to:Dot{}})",
                "Shape(Dot{size:int}|Line{to:Dot{size:int}})",
                "the field size of record Dot is new");
        readable("Node{next:Node}", "Node{next:Node,value:int}", "the field value of record Node is new");
        readable(
                "parts[a:first[time:long,value:Load{calls:int}]]",
                "parts[a:first[time:long,value:Load{calls:int,tokens:long}]]",
                "the field tokens of record Load is new");
    }

    @Test
    void whenMembersAndConstantsAreAdded_thenReadable() {
        readable("Level(LOW|HIGH)", "Level(MIDDLE|HIGH|LOW)", "the constant MIDDLE of enum Level is new");
        readable("Level()", "Level(LOW)", "the constant LOW of enum Level is new");
        readable("Node{k:Kind(A)}", "Node{k:Kind(A|Node)}", "the constant Node of enum Kind is new");
        readable("Node{k:Kind(A|Node)}", "Other{k:Kind(A|Node)}");
        readable("Shape(Dot{})", "Shape(Line{length:int}|Dot{})", "the member Line of sealed Shape is new");
        readable("Shape(Dot{})", "Shape(Dot{}|Color(RED))", "the member Color of sealed Shape is new");
    }

    @Test
    void whenTypesDiffer_thenTheInnermostDifferenceIsTold() {
        refused("Load{tokens:int}", "Load{tokens:long}", "the field tokens of record Load was int and is long");
        refused("Load{tokens:int}", "Load{tokens:int?}", "the field tokens of record Load was int and is int?");
        refused("string", "long", "its state was string and is long");
        refused("dynamic", "string", "its state was dynamic and is string");
        refused("list<int?>", "list<long?>", "an element of its state was int? and is long?");
        refused(
                "Load{sizes:map<string,int?>,levels:sortedmap<Level(A),int?>}",
                "Load{sizes:map<long?,long?>,levels:sortedmap<string,int?>}",
                "a key of the field sizes of record Load was string and is long?",
                "a value of the field sizes of record Load was int? and is long?",
                "a key of the field levels of record Load was enum Level and is string");
        refused("optional<Load{a:int}>", "optional<Load{a:any}>", "the field a of record Load was int and is any");
        refused(
                "Load{a:string}",
                "Load{a:Name{first:string}}",
                "the field a of record Load was string and is record Name");
        refused(
                "Load{a:list<int?>}",
                "Load{a:set<int?>}",
                "the field a of record Load was list<int?> and is set<int?>");
        refused("Load{a:int[]}", "Load{a:list<int?>}", "the field a of record Load was int[] and is list<int?>");
        refused("int[]", "long[]", "an element of its state was int and is long");
        refused("Shape(Dot{})", "Dot{}", "its state was sealed Shape and is record Dot");
        refused("Shape(Dot{})", "Shape(DOT)", "its state was sealed Shape and is enum Shape");
        refused("'version 1'", "'version 2'", "its state was 'version 1' and is 'version 2'");
        refused("'version 1'", "Load{a:int}", "its state was 'version 1' and is record Load");
        refused("maybe<'v1'>", "maybe<'v2'>", "its state was 'v1' and is 'v2'");
    }

    @Test
    void whenFieldsAreGoneOrMoved_thenRefused() {
        refused("Load{a:int,b:int}", "Load{a:int}", "the field b of record Load is gone");
        refused("Load{a:int,b:int}", "Load{a:int,c:int}", "the field b of record Load is gone, and c is in its place");
        refused(
                "Load{a:int,b:int}",
                "Load{b:int,a:int}",
                "the field a of record Load was number 1 and is number 2, but what is new goes behind the others");
        refused(
                "Load{a:int,b:int}",
                "Load{new:string,a:int,b:int}",
                "the field a of record Load was number 1 and is number 2, but what is new goes behind the others");
    }

    @Test
    void whenMembersAndConstantsAreGone_thenRefused() {
        refused("Level(LOW|HIGH)", "Level(LOW|UP)", "the constant HIGH of enum Level is gone");
        refused("Shape(Dot{}|Line{})", "Shape(Dot{})", "the member Line of sealed Shape is gone");
        refused("Shape(Dot{a:int})", "Shape(Dot{a:long})", "the field a of record Dot was int and is long");
        refused("Shape(Color(RED))", "Shape(Color(BLUE))", "the constant RED of enum Color is gone");
    }

    @Test
    void whenThereAreSeveralProblems_thenAllAreTold() {
        refused(
                "Load{a:int,b:Level(A),c:Part{x:int}}",
                "Load{a:long,b:Level(B),c:Part{x:string}}",
                "the field a of record Load was int and is long",
                "the constant A of enum Level is gone",
                "the field x of record Part was int and is string");
    }

    @Test
    void whenKeysGrowByAField_thenRefused() {
        assertThat(SchemaChange.ofKeys("its key", "Place{a:int}", "Place{a:int,b:int}")
                        .problems())
                .containsExactly("the field b of record Place is new, and a key must stay as it is: it would have"
                        + " another hash");
        assertThat(SchemaChange.ofKeys("its key", "Id{place:Place{a:int}}", "Id{place:Place{a:int,b:int}}")
                        .isReadable())
                .isFalse();
        assertThat(SchemaChange.ofKeys("its key", "Level(LOW)", "Level(LOW|HIGH)")
                        .isReadable())
                .isTrue();
        assertThat(SchemaChange.ofKeys("its key", "Shape(Dot{})", "Shape(Dot{}|Line{})")
                        .isReadable())
                .isTrue();
    }

    @Test
    void whenTypesAreRecursive_thenComparedToTheEnd() {
        refused(
                "Tree{name:string,kids:list<Tree>}",
                "Tree{name:int,kids:list<Tree>}",
                "the field name of record Tree was string and is int");
        refused("A{b:B{a:A}}", "A{b:B{a:B}}", "the field b of record A is gone, and a is in its place");
        readable("A{b:B{a:A}}", "A{b:B{a:A{b:B}}}"); // the same, one level later
        refused(
                "Expr(Sum{l:Expr}|Num{n:int})",
                "Expr(Sum{l:Expr}|Num{n:long})",
                "the field n of record Num was int and is long");
        readable(
                "Node{shape:Shape(Node|Dot{})}",
                "Node{shape:Shape(Node|Dot{}|Line{})}",
                "the member Line of sealed Shape is new");
    }

    @Test
    void whenPartsOfAnAggregateDiffer_thenTheyAreNamed() {
        String was =
                "accumulator[emitted:int,aggregate:parts[calls:count[events:long],tokens:sum[low:long,high:long]]]";
        refused(
                was,
                was.replace("sum[low:long,high:long]", "avg[sum:bits]"),
                "the part tokens of its aggregate was sum and is avg");
        refused(was, was.replace("]]]", "],worst:maxLong[value:long]]]"), "the part worst of its aggregate is new");
        refused(was, was.replace("tokens", "sum"), "the part tokens of its aggregate is gone, and sum is in its place");
        refused(was, was.replace(",tokens:sum[low:long,high:long]", ""), "the part tokens of its aggregate is gone");
        refused(
                "accumulator[aggregate:parts[best:topN 3[events:many<event[by:dynamic]>]]]",
                "accumulator[aggregate:parts[best:topN 5[events:many<event[by:dynamic]>]]]",
                "the part best of its aggregate was topN 3 and is topN 5");
    }

    @Test
    void whenStatesOfAProcessDiffer_thenTheyAreNamed() {
        String was = "keyed[purge:maybe<long>,states:process{last:instant,'a,b':list<int?>}]";
        readable(was, was.replace("}]", ",seen:string}]"), "the state seen of its process is new");
        refused(
                was,
                was.replace("instant", "stamped[written:long,of:instant]"),
                "the state last of its process was instant and is stamped");
        refused(
                was,
                was.replace("last:instant,", ""),
                "the state last of its process is gone, and 'a,b' is in its place");
    }

    /** What was readable by one and by the next is readable by the last: entries of all ages lie side by side. */
    @Test
    void whenChangesFollowEachOther_thenTheLastReadsTheFirst() {
        List<String> versions = List.of(
                "Call{kind:Kind(A),parts:list<Part{n:int}>}",
                "Call{kind:Kind(B|A),parts:list<Part{n:int,w:long}>}",
                "Call{kind:Kind(B|A),parts:list<Part{n:int,w:long}>,shape:Shape(Dot{})}",
                "Call{kind:Kind(B|A|C),parts:list<Part{n:int,w:long,x:Node{next:Node}}>,shape:Shape(Line{}|Dot{a:int})}");
        for (int from = 0; from < versions.size(); from++) {
            for (int to = 0; to < versions.size(); to++) {
                assertThat(values(versions.get(from), versions.get(to)).isReadable())
                        .as("%d by %d", from, to)
                        .isEqualTo(from <= to);
            }
        }
    }

    @Test
    void whenTextIsNoSchema_thenItIsComparedAsAWhole() {
        String deep = "list<".repeat(100_000) + "int" + ">".repeat(100_000);
        for (String text :
                List.of("", "a{b", "a{b}", "a:b", "list<int", "'open", "'open\\", "a{}b", "a<,>", "a(|)", "[]", deep)) {
            assertThat(values(text, text).isSame()).isTrue();
            assertThat(values(text, "int").isReadable()).isFalse();
            assertThat(values("int", text).isReadable()).isFalse();
        }
        assertThat(SchemaText.name("plain name")).isEqualTo("plain name");
        assertThat(SchemaText.name("a:'b'\n")).isEqualTo("'a:\\'b\\'\\n'");
        assertThat(SchemaText.name("")).isEqualTo("''");
    }
}
