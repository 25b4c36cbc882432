// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli.chaos;

/**
 * A call of a model server.
 *
 * @param id unique over all calls
 * @param lane unique to the partition that the call is in, so that its calls have an order
 * @param straggler whether it is so far out of order that it may be late
 * @param time in milliseconds since 1970
 */
record Call(long id, String instance, String user, String lane, long time, long tokens, boolean straggler) {}
