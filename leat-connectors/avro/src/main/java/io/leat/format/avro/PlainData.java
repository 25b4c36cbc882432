// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.format.avro;

import org.apache.avro.Conversion;
import org.apache.avro.LogicalType;
import org.apache.avro.generic.GenericData;
import org.jspecify.annotations.Nullable;

/** Avro's generic values as the specification has them: no conversions, not even those found on the class path, and no fast reader. */
final class PlainData extends GenericData {
    static final PlainData PLAIN = new PlainData();

    private PlainData() {
        setFastReaderEnabled(false);
    }

    @Override
    public <T> @Nullable Conversion<T> getConversionByClass(Class<T> type) {
        return null;
    }

    @Override
    public <T> @Nullable Conversion<T> getConversionByClass(Class<T> type, LogicalType logical) {
        return null;
    }

    @Override
    public <T> @Nullable Conversion<T> getConversionFor(LogicalType logical) {
        return null;
    }
}
