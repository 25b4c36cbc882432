// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.kafka;

import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * The address of the brokers and the properties that a user gives to a client.
 *
 * @param given checked against what that kind of client knows
 */
record Settings(String brokers, Map<String, String> given) {
    private static final Pattern ADDRESS = Pattern.compile("(?:[^\\s:,]+|\\[[0-9a-fA-F:.]+]):[0-9]{1,5}");
    /** How long a call of an administrator may take, tries again included. */
    private static final int ADMIN_MS = 10_000;

    Settings {
        given = Map.copyOf(given);
    }

    /** Checks the address where the user gives it. */
    static Settings of(String brokers) {
        for (String address : brokers.split(",", -1)) {
            if (!ADDRESS.matcher(address.strip()).matches()) {
                throw new IllegalArgumentException("'" + brokers + "' is no address of Kafka brokers: "
                        + "give host:port, several with commas between them, such as localhost:9092");
            }
        }
        return new Settings(brokers, Map.of());
    }

    /**
     * Returns these with one more property.
     *
     * @param known the names that the client knows
     * @param owned those that are not the user's to set, each with what to do instead
     * @throws IllegalArgumentException if it is not known, or owned
     */
    Settings with(String name, String value, Set<String> known, Map<String, String> owned) {
        String instead = owned.get(name);
        if (instead != null) {
            throw new IllegalArgumentException("property '" + name + "' cannot be set: " + instead);
        }
        if (!known.contains(name)) {
            String part = name.substring(0, name.indexOf('.') < 0 ? name.length() : name.indexOf('.'));
            throw new IllegalArgumentException("there is no property '" + name + "' of this client; with '" + part
                    + "' begin "
                    + known.stream()
                            .filter(other -> other.startsWith(part))
                            .sorted()
                            .collect(Collectors.toList()));
        }
        Map<String, String> all = new TreeMap<>(given);
        all.put(name, value);
        return new Settings(brokers, all);
    }

    /** Returns the properties of a client: these, where the user has not said otherwise. */
    Properties client(Map<String, ?> defaults) {
        Properties properties = new Properties();
        properties.putAll(defaults);
        properties.putAll(given);
        properties.put("bootstrap.servers", brokers);
        return properties;
    }

    /** Opens an administrator with those of the properties that it knows: how to connect, how to log in. */
    Admin admin() {
        Properties properties = client(Map.of("default.api.timeout.ms", ADMIN_MS, "request.timeout.ms", ADMIN_MS / 2));
        properties.keySet().retainAll(AdminClientConfig.configNames());
        properties.put("client.id", "leat-admin");
        return Admin.create(properties);
    }
}
