package io.partita.dsl.evaluation;

import io.partita.dsl.evaluation.Value.Entries;
import io.partita.dsl.evaluation.Value.Function;
import io.partita.dsl.evaluation.Value.Truth;
import io.partita.dsl.evaluation.Value.Whole;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * The methods of maps. A closure with two names gets key and value; with one, a map of {@code key} and {@code value}.
 */
final class MapMethods {

    static final Map<String, Method> ALL = Map.ofEntries(
            Map.entry("each", Method.of(1, MapMethods::each)),
            Map.entry("collect", Method.of(1, MapMethods::collect)),
            Map.entry("collectEntries", Method.of(1, MapMethods::collectEntries)),
            Map.entry("findAll", Method.of(1, call -> call.map(chosen(call)))),
            Map.entry("find", Method.of(1, MapMethods::find)),
            Map.entry("any", Method.of(1, call -> new Truth(!chosen(call).isEmpty()))),
            Map.entry(
                    "every",
                    Method.of(
                            1,
                            call -> new Truth(
                                    chosen(call).size() == call.entries().size()))),
            Map.entry("count", Method.of(1, call -> new Whole(chosen(call).size()))),
            Map.entry("size", Method.of(0, call -> new Whole(call.entries().size()))),
            Map.entry("isEmpty", Method.of(0, call -> new Truth(call.entries().isEmpty()))),
            Map.entry(
                    "containsKey", Method.of(1, call -> new Truth(call.entries().containsKey(key(call, 0))))),
            Map.entry("containsValue", Method.of(1, MapMethods::containsValue)),
            Map.entry("get", Method.of(1, 2, MapMethods::get)),
            Map.entry(
                    "keySet",
                    Method.of(
                            0, call -> call.list(new ArrayList<>(call.entries().keySet())))),
            Map.entry(
                    "values",
                    Method.of(
                            0, call -> call.list(new ArrayList<>(call.entries().values())))),
            Map.entry("plus", Method.of(1, MapMethods::plus)),
            Map.entry("subMap", Method.of(1, MapMethods::subMap)),
            Map.entry("sort", Method.of(0, MapMethods::sort)));

    private MapMethods() {}

    private static Value key(Invocation call, int index) {
        return new Operators(call.evaluator()).key(call.value(index), call.place(index));
    }

    private static Value result(Invocation call, Value key, Value value) {
        Function function = call.closure(0);
        return takesTwo(function) ? call.result(function, key, value) : call.result(function, pair(key, value));
    }

    private static boolean takesTwo(Function function) {
        return function.closure().parameters().map(names -> names.size() == 2).orElse(false);
    }

    private static Value pair(Value key, Value value) {
        Map<Value, Value> single = new LinkedHashMap<>();
        single.put(key, value);
        return Operators.pairs(new Entries(single)).get(0);
    }

    private static void forEach(Invocation call, BiConsumer<Value, Value> action) {
        call.entries().forEach(action);
    }

    private static Value each(Invocation call) {
        Function function = call.closure(0);
        forEach(call, (key, value) -> {
            if (takesTwo(function)) {
                call.call(function, key, value);
            } else {
                call.call(function, pair(key, value));
            }
        });
        return Value.DONE;
    }

    private static Value collect(Invocation call) {
        List<Value> results = new ArrayList<>();
        forEach(call, (key, value) -> results.add(result(call, key, value)));
        return call.list(results);
    }

    private static Value collectEntries(Invocation call) {
        Map<Value, Value> entries = new LinkedHashMap<>();
        forEach(call, (key, value) -> ListMethods.Pairs.add(call, result(call, key, value), entries));
        return call.map(entries);
    }

    private static Map<Value, Value> chosen(Invocation call) {
        Map<Value, Value> chosen = new LinkedHashMap<>();
        forEach(call, (key, value) -> {
            if (Operators.truth(result(call, key, value))) {
                chosen.put(key, value);
            }
        });
        return chosen;
    }

    private static Value find(Invocation call) {
        for (Map.Entry<Value, Value> entry : call.entries().entrySet()) {
            if (Operators.truth(result(call, entry.getKey(), entry.getValue()))) {
                return pair(entry.getKey(), entry.getValue());
            }
        }
        return Value.NOTHING;
    }

    private static Value containsValue(Invocation call) {
        call.steps(call.receiver().weight());
        return new Truth(call.entries().containsValue(call.value(0)));
    }

    private static Value get(Invocation call) {
        Value otherwise = call.has(1) ? call.value(1) : Value.NOTHING;
        return call.entries().getOrDefault(key(call, 0), otherwise);
    }

    private static Value plus(Invocation call) {
        return new Operators(call.evaluator()).sum(call.receiver(), call.value(0), call.range());
    }

    private static Value subMap(Invocation call) {
        Map<Value, Value> some = new LinkedHashMap<>();
        for (Value wanted : call.list(0)) {
            Value key = new Operators(call.evaluator()).key(wanted, call.place(0));
            if (call.entries().containsKey(key)) {
                some.put(key, call.entries().get(key));
            }
        }
        return call.map(some);
    }

    private static Value sort(Invocation call) {
        Value keys = call.list(new ArrayList<>(call.entries().keySet()));
        List<Value> sorted =
                ListMethods.sorted(new Invocation(call.evaluator(), call.name(), keys, List.of(), call.range()));
        Map<Value, Value> entries = new LinkedHashMap<>();
        sorted.forEach(key -> entries.put(key, call.entries().get(key)));
        return call.map(entries);
    }
}
