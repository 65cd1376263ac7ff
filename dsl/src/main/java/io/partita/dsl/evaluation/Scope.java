package io.partita.dsl.evaluation;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The variables that are known at a place: its own and those around it. A variable is set once. */
public final class Scope {

    private final Scope around;
    private final Map<String, Value> own = new HashMap<>();

    private Scope(Scope around) {
        this.around = around;
    }

    static Scope outermost() {
        return new Scope(null);
    }

    Scope inner() {
        return new Scope(this);
    }

    Optional<Value> find(String name) {
        for (Scope scope = this; scope != null; scope = scope.around) {
            Value value = scope.own.get(name);
            if (value != null) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }

    void define(String name, Value value) {
        own.put(name, value);
    }

    Set<String> names() {
        Set<String> names = new TreeSet<>();
        for (Scope scope = this; scope != null; scope = scope.around) {
            names.addAll(scope.own.keySet());
        }
        return names;
    }
}
