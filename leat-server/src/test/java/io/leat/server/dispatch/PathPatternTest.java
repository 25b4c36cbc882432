// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Paths of routes with names in braces. */
class PathPatternTest {
    private static final PathPattern STEP = PathPattern.of("/api/jobs/{job}/steps/{step}");

    @Test
    void whenPathHasTheForm_thenItsSegmentsAreDecoded() {
        assertThat(STEP.match("/api/jobs/fleet/steps/load")).isEqualTo(Map.of("job", "fleet", "step", "load"));
        assertThat(STEP.match("/api/jobs/a%2Fb%20c/steps/1+1=%32%25"))
                .isEqualTo(Map.of("job", "a/b c", "step", "1+1=2%"));
        assertThat(STEP.match("/api/jobs/%zz/steps/ü")).isEqualTo(Map.of("job", "%zz", "step", "ü"));
    }

    @Test
    void whenPathHasAnotherForm_thenItDoesNotMatch() {
        for (String other : List.of(
                "/api/jobs/fleet/steps",
                "/api/jobs/fleet/steps/",
                "/api/jobs//steps/load",
                "/api/jobs/fleet/steps/load/more",
                "/api/jobs/fleet/plan/load",
                "api/jobs/fleet/steps/load",
                "")) {
            assertThat(STEP.match(other)).as(other).isNull();
        }
    }

    @Test
    void whenRouteIsNoPath_thenRefused() {
        for (String wrong :
                List.of("", "events", "/events/", "//", "/a b", "/{Job}", "/{job", "/x{job}", "/../x", "/{}")) {
            assertThatThrownBy(() -> PathPattern.of(wrong))
                    .as(wrong)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("the path '" + wrong + "': give one like /events/calls");
        }
    }
}
