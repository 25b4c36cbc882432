// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Timers per key, timers that all keys of a window share, and the merging of watermarks. */
class TimersTest {
    private final List<String> fired = new ArrayList<>();
    private final KeyTimers<String> perKey = new KeyTimers<>();

    /** Keys "a" in group 0 and "b" in group 2 of each namespace. */
    private final WindowTimers<String> shared = new WindowTimers<>(new Keys(Map.of(0, "a", 2, "b")), 0, 3);

    /** A key for some groups, in each namespace. */
    private record Keys(Map<Integer, String> byGroup) implements WindowTimers.Sweep<String> {
        @Override
        public void sweepKeys(long namespace, int group, WindowTimers.KeyVisitor<String> visitor) {
            if (byGroup.containsKey(group)) {
                visitor.visit(byGroup.get(group), group);
            }
        }
    }

    private void note(String key, int hash, long namespace, long time) {
        fired.add(key + "/" + namespace + "@" + time);
    }

    private static boolean never() {
        return false;
    }

    @Test
    void whenDue_thenByTimeThenNamespaceThenOrderOfSetting() {
        perKey.at("a", 1, 7, 30);
        perKey.at("b", 2, 5, 10);
        perKey.at("c", 3, 4, 10);
        perKey.at("d", 4, 4, 10);
        assertThat(perKey.next()).isEqualTo(10);
        assertThat(perKey.fire(29, this::note, TimersTest::never)).isTrue();
        assertThat(fired).containsExactly("c/4@10", "d/4@10", "b/5@10");
        assertThat(perKey.next()).isEqualTo(30);
        perKey.fire(30, this::note, TimersTest::never);
        assertThat(fired).hasSize(4);
        assertThat(perKey.next()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void whenSetTwice_thenOnceButAgainAfterItHasFired() {
        perKey.at("a", 1, 0, 5);
        perKey.at("a", 1, 0, 5);
        perKey.fire(5, this::note, TimersTest::never);
        perKey.at("a", 1, 0, 5);
        perKey.fire(5, this::note, TimersTest::never);
        assertThat(fired).containsExactly("a/0@5", "a/0@5");
    }

    @Test
    void whenAHandlerSetsATimerThatIsDue_thenItFiresInTheSameGo() {
        perKey.at("a", 1, 0, 5);
        perKey.fire(
                10,
                (key, hash, namespace, time) -> {
                    note(key, hash, namespace, time);
                    if (time < 12) {
                        perKey.at(key, hash, namespace, time + 3);
                    }
                },
                TimersTest::never);
        assertThat(fired).containsExactly("a/0@5", "a/0@8");
        assertThat(perKey.next()).isEqualTo(11);
    }

    @Test
    void whenTimersAreVisited_thenACopyFiresTheSame() {
        KeyTimers<String> copy = new KeyTimers<>();
        for (int i = 0; i < 50; i++) {
            perKey.at("k" + i, ("k" + i).hashCode(), i % 3, i % 7);
        }
        perKey.visit(copy::at);
        perKey.fire(100, this::note, TimersTest::never);
        List<String> expected = List.copyOf(fired);
        fired.clear();
        copy.fire(100, this::note, TimersTest::never);
        assertThat(fired).hasSize(50).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void whenAWindowIsDue_thenEachOfItsKeysIsCalled() {
        shared.at("a", 0, 20, 29);
        shared.at("b", 2, 10, 19);
        shared.at("a", 0, 10, 19);
        assertThat(shared.next()).isEqualTo(19);
        assertThat(shared.fire(19, this::note, TimersTest::never)).isTrue();
        assertThat(fired).containsExactly("a/10@19", "b/10@19");
        assertThat(shared.next()).isEqualTo(29);
    }

    @Test
    void whenAFiringIsPaused_thenItGoesOnWhereItStopped() {
        shared.at("a", 0, 10, 19);
        shared.at("a", 0, 20, 29);
        int[] questions = {0};
        assertThat(shared.fire(40, this::note, () -> ++questions[0] == 2)).isFalse();
        assertThat(fired).containsExactly("a/10@19");
        assertThat(shared.fire(40, this::note, () -> questions[0]++ == 4)).isFalse();
        assertThat(shared.fire(40, this::note, TimersTest::never)).isTrue();
        assertThat(fired).containsExactly("a/10@19", "b/10@19", "a/20@29", "b/20@29");
    }

    @Test
    void whenTheFiringWindowIsSetAgain_thenItFiresAgain() {
        shared.at("a", 0, 10, 19);
        shared.fire(
                19,
                (key, hash, namespace, time) -> {
                    note(key, hash, namespace, time);
                    shared.at(key, hash, namespace, 25);
                },
                TimersTest::never);
        assertThat(fired).containsExactly("a/10@19", "b/10@19");
        shared.fire(25, this::note, TimersTest::never);
        assertThat(fired).hasSize(4).endsWith("a/10@25", "b/10@25");
        shared.at("a", 0, 10, 25);
        shared.fire(25, this::note, TimersTest::never);
        assertThat(fired).as("set again after it has fired").hasSize(6);
    }

    @Test
    void whenSharedTimersAreRestored_thenTheyFire() {
        shared.at("a", 0, 10, 19);
        WindowTimers<String> copy = new WindowTimers<>(new Keys(Map.of(0, "x")), 0, 0);
        copy.restore(shared.dues());
        copy.fire(19, this::note, TimersTest::never);
        assertThat(fired).containsExactly("x/10@19");
    }

    // ---- watermarks -----------------------------------------------------------------------------------------------

    @Test
    void whenAnInputHasSaidNothing_thenThereIsNoMergedWatermark() {
        WatermarkMerge merge = new WatermarkMerge(2);
        assertThat(merge.update(0, 100, false)).isFalse();
        assertThat(merge.merged()).isEqualTo(Long.MIN_VALUE);
        assertThat(merge.update(1, 50, false)).isTrue();
        assertThat(merge.merged()).isEqualTo(50);
    }

    @Test
    void whenAnInputGoesBack_thenItIsIgnored() {
        WatermarkMerge merge = new WatermarkMerge(2);
        merge.update(0, 100, false);
        merge.update(1, 50, false);
        assertThat(merge.update(1, 40, false)).isFalse();
        assertThat(merge.update(1, 200, false)).isTrue();
        assertThat(merge.merged()).isEqualTo(100);
        assertThat(merge.update(1, 300, false)).isFalse();
        assertThat(merge.update(0, Long.MAX_VALUE, false)).isTrue();
        assertThat(merge.merged()).isEqualTo(300);
    }

    // ---- taking back ------------------------------------------------------------------------------------------------

    @Test
    void whenCancelled_thenItDoesNotComeAndTheNextIsToldOf() {
        perKey.at("a", 1, 0, 10);
        perKey.at("a", 1, 0, 20);
        perKey.at("b", 2, 0, 20);
        perKey.cancel("a", 1, 0, 10);
        perKey.cancel("b", 2, 1, 20);
        perKey.cancel("c", 3, 0, 20);
        assertThat(perKey.next()).isEqualTo(20);
        perKey.fire(30, this::note, TimersTest::never);
        assertThat(fired).containsExactly("a/0@20", "b/0@20");
        assertThat(perKey.next()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void whenCancelledAndSetAgain_thenItComesOnce() {
        perKey.at("a", 1, 0, 10);
        perKey.at("b", 2, 0, 10);
        perKey.cancel("a", 1, 0, 10);
        perKey.at("a", 1, 0, 10);
        perKey.fire(30, this::note, TimersTest::never);
        assertThat(fired).containsExactly("b/0@10", "a/0@10");
    }

    @Test
    void whenCancelledByATimer_thenItDoesNotCome() {
        perKey.at("a", 1, 0, 10);
        perKey.at("a", 1, 0, 20);
        perKey.at("a", 1, 0, 30);
        perKey.fire(
                40,
                (key, hash, namespace, time) -> {
                    note(key, hash, namespace, time);
                    perKey.cancel("a", 1, 0, 20);
                },
                TimersTest::never);
        assertThat(fired).containsExactly("a/0@10", "a/0@30");
    }

    @Test
    void whenManyAreCancelled_thenTheOthersComeAndWhatIsWrittenIsThese() {
        Random random = new Random(7);
        List<Integer> left = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            int time = random.nextInt(1_000_000);
            perKey.at("a", 1, 0, time);
            if (random.nextInt(10) > 0) {
                perKey.cancel("a", 1, 0, time);
            } else if (!left.contains(time)) {
                left.add(time);
            }
        }
        KeyTimers<String> restored = new KeyTimers<>();
        perKey.visit(restored::at);
        List<String> expected = left.stream().sorted().map(t -> "a/0@" + t).toList();
        perKey.fire(1_000_000, this::note, TimersTest::never);
        assertThat(fired).isEqualTo(expected);
        fired.clear();
        restored.fire(1_000_000, this::note, TimersTest::never);
        assertThat(fired).isEqualTo(expected);
    }

    @Test
    void whenTimersAreShared_thenCancellingLeavesThem() {
        shared.at("a", 0, 5, 10);
        shared.cancel("a", 0, 5, 10);
        assertThat(shared.next()).isEqualTo(10);
    }
}
