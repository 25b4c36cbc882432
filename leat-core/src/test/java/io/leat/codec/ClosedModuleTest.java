// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records in modules: compiled here, since a module must not be ours to be closed to us. */
class ClosedModuleTest {
    private static final String RECORD = "package com.acme; record Call(String instance, int tokens) {}";

    @TempDir
    Path folder;

    @Test
    void whenModuleIsClosed_thenItSaysWhatToOpen() throws Exception {
        Class<?> type = compiled("module acme {}");
        assertThatThrownBy(() -> Codec.of(type))
                .isInstanceOf(CodecException.class)
                .hasMessage("Call.instance: no codec for com.acme.Call, a record that its module acme keeps to itself."
                        + " Cure: write `opens com.acme to io.leat.core;` into its module-info");
    }

    @Test
    void whenModuleIsOpen_thenItsRecordsHaveCodecs() throws Exception {
        Class<?> type = compiled("module acme { opens com.acme; }");
        assertThat(Codec.of(type).describe()).isEqualTo("Call{instance:string,tokens:int}");
        Object call = Codec.of(type).decode(new byte[] {2, 1, 2, 'a', 14});
        assertThat(call).hasToString("Call[instance=a, tokens=7]");
    }

    private Class<?> compiled(String moduleInfo) throws IOException, ClassNotFoundException {
        Path info = Files.writeString(folder.resolve("module-info.java"), moduleInfo);
        Path source = Files.writeString(folder.resolve("Call.java"), RECORD);
        Path classes = folder.resolve("classes");
        List<String> args = List.of("-d", classes.toString(), info.toString(), source.toString());
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, args.toArray(String[]::new)))
                .isZero();
        ModuleFinder finder = ModuleFinder.of(classes);
        Configuration configuration =
                ModuleLayer.boot().configuration().resolve(finder, ModuleFinder.of(), Set.of("acme"));
        ModuleLayer layer = ModuleLayer.boot()
                .defineModulesWithOneLoader(configuration, getClass().getClassLoader());
        return layer.findLoader("acme").loadClass("com.acme.Call");
    }
}
