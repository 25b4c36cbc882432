// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Dead letters that are kept: {@link io.leat.engine.letter.LetterBox} gathers those of an epoch as bytes, in the form of
 * {@link io.leat.engine.letter.LetterForm}, and {@link io.leat.engine.letter.LetterStore} has those of all sealed epochs, each once.
 * {@link io.leat.engine.letter.ReplayRequests} says which of them are to be tried again.
 */
@NullMarked
package io.leat.engine.letter;

import org.jspecify.annotations.NullMarked;
