// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.flink;

import io.leat.engine.port.Entry;
import io.leat.engine.port.StateCodec;
import io.leat.engine.port.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.state.internal.InternalValueState;
import org.jspecify.annotations.Nullable;

/**
 * A table on Flink's keyed state: a value for each key and namespace. The key is that which Flink has set for the call.
 *
 * <p>What a call of the operator asks for is remembered until it {@linkplain #endCall ends}. So asking twice gives the same
 * entry, as on the heap, also where Flink keeps bytes; and an entry that is saved several times is written once.
 */
final class StateTable<S extends Entry> implements Table<Object, S> {
    private final InternalValueState<StableKey, Long, StoredEntry<S>> state;
    private final StateCodec<S> codec;

    /** What this call has asked for: mostly one. */
    private final List<Loan<S>> loans = new ArrayList<>(4);

    StateTable(InternalValueState<StableKey, Long, StoredEntry<S>> state, StateCodec<S> codec) {
        this.state = state;
        this.codec = codec;
    }

    /** An entry that the operator has in its hands. */
    private static final class Loan<S extends Entry> {
        final long namespace;
        final StoredEntry<S> stored;
        final S entry;
        boolean changed;

        Loan(long namespace, StoredEntry<S> stored, S entry, boolean changed) {
            this.namespace = namespace;
            this.stored = stored;
            this.entry = entry;
            this.changed = changed;
        }
    }

    @Override
    public @Nullable S forUpdate(Object key, int hash, long namespace) {
        for (Loan<S> loan : loans) {
            if (loan.namespace == namespace) {
                return loan.entry;
            }
        }
        StoredEntry<S> stored = stored(namespace);
        if (stored == null) {
            return null;
        }
        return lend(key, hash, new Loan<>(namespace, stored, stored.live(codec), false));
    }

    private @Nullable StoredEntry<S> stored(long namespace) {
        state.setCurrentNamespace(namespace);
        try {
            return state.value();
        } catch (IOException e) {
            throw new UncheckedIOException("the state could not be read: " + e.getMessage(), e);
        }
    }

    private S lend(Object key, int hash, Loan<S> loan) {
        loan.entry.belongTo(key, hash);
        loans.add(loan);
        return loan.entry;
    }

    @Override
    public S insert(Object key, int hash, long namespace, S fresh) {
        return lend(key, hash, new Loan<>(namespace, StoredEntry.of(fresh, codec), fresh, true));
    }

    @Override
    public void save(S entry) {
        for (Loan<S> loan : loans) {
            if (loan.entry == entry) {
                loan.changed = true;
                return;
            }
        }
        throw new IllegalStateException("an entry is saved that this call was not given, or has removed");
    }

    @Override
    public void remove(Object key, int hash, long namespace) {
        loans.removeIf(loan -> loan.namespace == namespace);
        state.setCurrentNamespace(namespace);
        state.clear();
    }

    /** Writes what the call that ends has changed, and forgets what it was given. */
    void endCall() throws IOException {
        for (Loan<S> loan : loans) {
            if (loan.changed) {
                state.setCurrentNamespace(loan.namespace);
                state.update(loan.stored);
            }
        }
        loans.clear();
    }
}
