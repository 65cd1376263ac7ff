package io.partita.dsl.evaluation;

import io.partita.dsl.evaluation.Value.Entries;
import io.partita.dsl.evaluation.Value.Function;
import io.partita.dsl.evaluation.Value.Items;
import io.partita.dsl.evaluation.Value.Truth;
import io.partita.dsl.evaluation.Value.Whole;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The methods of lists. */
final class ListMethods {

    static final Map<String, Method> ALL = Map.ofEntries(
            Map.entry("each", Method.of(1, ListMethods::each)),
            Map.entry("eachWithIndex", Method.of(1, ListMethods::eachWithIndex)),
            Map.entry("collect", Method.of(1, ListMethods::collect)),
            Map.entry("collectMany", Method.of(1, ListMethods::collectMany)),
            Map.entry("collectEntries", Method.of(0, 1, ListMethods::collectEntries)),
            Map.entry("findAll", Method.of(1, call -> call.list(chosen(call)))),
            Map.entry("find", Method.of(1, ListMethods::find)),
            Map.entry("any", Method.of(1, call -> new Truth(anyMatch(call, true)))),
            Map.entry("every", Method.of(1, call -> new Truth(!anyMatch(call, false)))),
            Map.entry("count", Method.of(1, call -> new Whole(chosen(call).size()))),
            Map.entry("groupBy", Method.of(1, ListMethods::groupBy)),
            Map.entry("join", Method.of(0, 1, ListMethods::join)),
            Map.entry("size", Method.of(0, call -> new Whole(call.items().size()))),
            Map.entry("isEmpty", Method.of(0, call -> new Truth(call.items().isEmpty()))),
            Map.entry("sort", Method.of(0, 1, call -> call.list(sorted(call)))),
            Map.entry("unique", Method.of(0, ListMethods::unique)),
            Map.entry("toUnique", Method.of(0, ListMethods::unique)),
            Map.entry("sum", Method.of(0, 1, ListMethods::sum)),
            Map.entry("min", Method.of(0, 1, call -> extreme(call, true))),
            Map.entry("max", Method.of(0, 1, call -> extreme(call, false))),
            Map.entry("plus", Method.of(1, call -> operators(call).sum(call.receiver(), call.value(0), call.range()))),
            Map.entry("flatten", Method.of(0, ListMethods::flatten)),
            Map.entry("contains", Method.of(1, ListMethods::contains)),
            Map.entry("indexOf", Method.of(1, ListMethods::indexOf)),
            Map.entry("first", Method.of(0, call -> end(call, 0))),
            Map.entry("last", Method.of(0, call -> end(call, call.items().size() - 1))),
            Map.entry(
                    "tail",
                    Method.of(0, call -> call.list(part(call, 1, call.items().size())))),
            Map.entry("take", Method.of(1, call -> call.list(part(call, 0, call.whole(0))))),
            Map.entry(
                    "drop",
                    Method.of(
                            1,
                            call -> call.list(
                                    part(call, call.whole(0), call.items().size())))),
            Map.entry("reverse", Method.of(0, ListMethods::reverse)),
            Map.entry("withIndex", Method.of(0, ListMethods::withIndex)),
            Map.entry("collate", Method.of(1, ListMethods::collate)));

    private ListMethods() {}

    private static Operators operators(Invocation call) {
        return new Operators(call.evaluator());
    }

    private static Value each(Invocation call) {
        Function function = call.closure(0);
        call.items().forEach(item -> call.call(function, item));
        return Value.DONE;
    }

    private static Value eachWithIndex(Invocation call) {
        Function function = call.closure(0);
        for (int i = 0; i < call.items().size(); i++) {
            call.call(function, call.items().get(i), new Whole(i));
        }
        return Value.DONE;
    }

    private static Value collect(Invocation call) {
        Function function = call.closure(0);
        List<Value> results = new ArrayList<>();
        call.items().forEach(item -> results.add(call.result(function, item)));
        return call.list(results);
    }

    private static Value collectMany(Invocation call) {
        List<Value> results = new ArrayList<>();
        for (Value item : call.items()) {
            if (!(call.result(call.closure(0), item) instanceof Items list)) {
                throw call.fail(
                        "wrong-kind", "The closure of 'collectMany' gives no list", "Use 'collect'.", call.place(0));
            }
            call.evaluator().budget().items(list.items().size(), call.range());
            results.addAll(list.items());
        }
        return call.list(results);
    }

    private static Value collectEntries(Invocation call) {
        Optional<Function> function = call.closureIfAny(0);
        Map<Value, Value> entries = new LinkedHashMap<>();
        for (Value item : call.items()) {
            Pairs.add(call, function.map(f -> call.result(f, item)).orElse(item), entries);
        }
        return call.map(entries);
    }

    private static List<Value> chosen(Invocation call) {
        Function function = call.closure(0);
        List<Value> chosen = new ArrayList<>();
        for (Value item : call.items()) {
            if (call.holds(function, item)) {
                chosen.add(item);
            }
        }
        return chosen;
    }

    private static Value find(Invocation call) {
        for (Value item : call.items()) {
            if (call.holds(call.closure(0), item)) {
                return item;
            }
        }
        return Value.NOTHING;
    }

    private static boolean anyMatch(Invocation call, boolean wanted) {
        for (Value item : call.items()) {
            if (call.holds(call.closure(0), item) == wanted) {
                return true;
            }
        }
        return false;
    }

    private static Value groupBy(Invocation call) {
        Map<Value, List<Value>> groups = new LinkedHashMap<>();
        for (Value item : call.items()) {
            Value key = operators(call).key(call.result(call.closure(0), item), call.place(0));
            groups.computeIfAbsent(key, any -> new ArrayList<>()).add(item);
        }
        Map<Value, Value> entries = new LinkedHashMap<>();
        groups.forEach((key, items) -> entries.put(key, call.list(items)));
        return entries.containsKey(Value.BROKEN) ? Value.BROKEN : call.map(entries);
    }

    private static Value join(Invocation call) {
        String separator = call.text(0, "");
        StringBuilder result = new StringBuilder();
        String before = "";
        for (Value item : call.items()) {
            Optional<String> text = operators(call).shown(item, call.range());
            if (text.isEmpty()) {
                return Value.BROKEN;
            }
            result.append(before).append(text.get());
            before = separator;
            if (result.length() > Budget.LONGEST_TEXT) {
                call.evaluator().budget().text(result.length(), call.range());
            }
        }
        return call.text(result.toString());
    }

    /** Numbers or texts, or by a closure's numbers or texts. */
    static List<Value> sorted(Invocation call) {
        Optional<Function> by = call.closureIfAny(0);
        List<Keyed> keyed = new ArrayList<>();
        call.items().forEach(item -> keyed.add(new Keyed(key(call, by, item), item)));
        for (int i = 1; i < keyed.size(); i++) {
            compare(call, keyed.get(0), keyed.get(i));
        }
        call.steps(keyed.size() * 2L);
        keyed.sort((a, b) -> compare(call, a, b));
        return keyed.stream().map(Keyed::item).toList();
    }

    private record Keyed(Value key, Value item) {}

    private static Value key(Invocation call, Optional<Function> by, Value item) {
        return by.map(function -> call.result(function, item)).orElse(item);
    }

    private static int compare(Invocation call, Keyed a, Keyed b) {
        call.steps(Math.min(a.key().weight(), b.key().weight()) - 1);
        OptionalInt order = Operators.order(a.key(), b.key());
        if (order.isEmpty()) {
            throw call.fail(
                    "wrong-kind",
                    "'" + call.name() + "' cannot compare " + a.key().kind() + " with "
                            + b.key().kind(),
                    "Compare numbers or texts: '" + call.name() + " { it.name }'.",
                    call.range());
        }
        return order.getAsInt();
    }

    private static Value extreme(Invocation call, boolean smallest) {
        List<Value> sorted = sorted(call);
        if (sorted.isEmpty()) {
            return Value.NOTHING;
        }
        return sorted.get(smallest ? 0 : sorted.size() - 1);
    }

    private static Value unique(Invocation call) {
        call.steps(call.receiver().weight());
        return call.list(new ArrayList<>(new LinkedHashSet<>(call.items())));
    }

    private static Value sum(Invocation call) {
        Optional<Function> by = call.closureIfAny(0);
        Value sum = new Whole(0);
        boolean first = true;
        for (Value item : call.items()) {
            Value addend = key(call, by, item);
            sum = first ? addend : operators(call).sum(sum, addend, call.range());
            first = false;
            if (sum instanceof Value.Broken) {
                return sum;
            }
        }
        return sum;
    }

    private static Value flatten(Invocation call) {
        call.steps(call.receiver().weight());
        call.evaluator().budget().items(Math.min(call.receiver().weight(), Budget.LARGEST_COLLECTION), call.range());
        List<Value> flat = new ArrayList<>();
        flattened(call.items(), flat);
        return call.list(flat);
    }

    private static void flattened(List<Value> items, List<Value> flat) {
        for (Value item : items) {
            if (item instanceof Items list) {
                flattened(list.items(), flat);
            } else {
                flat.add(item);
            }
        }
    }

    private static Value contains(Invocation call) {
        return call.evaluator()
                .operator(io.partita.dsl.syntax.Operator.IN, call.value(0), call.receiver(), call.range());
    }

    private static Value indexOf(Invocation call) {
        for (int i = 0; i < call.items().size(); i++) {
            if (operators(call).same(call.items().get(i), call.value(0), call.range())) {
                return new Whole(i);
            }
        }
        return new Whole(-1);
    }

    private static Value end(Invocation call, int index) {
        if (call.items().isEmpty()) {
            throw call.fail(
                    "no-such-item",
                    "An empty list has no '" + call.name() + "' item",
                    "Check the list with 'isEmpty()' first.",
                    call.range());
        }
        return call.items().get(index);
    }

    private static List<Value> part(Invocation call, long from, long to) {
        int size = call.items().size();
        int start = (int) Math.max(0, Math.min(from, size));
        int end = (int) Math.max(start, Math.min(to, size));
        return call.items().subList(start, end);
    }

    private static Value reverse(Invocation call) {
        List<Value> reversed = new ArrayList<>(call.items());
        Collections.reverse(reversed);
        return call.list(reversed);
    }

    private static Value withIndex(Invocation call) {
        List<Value> pairs = new ArrayList<>();
        for (int i = 0; i < call.items().size(); i++) {
            pairs.add(call.list(List.of(call.items().get(i), new Whole(i))));
        }
        return call.list(pairs);
    }

    private static Value collate(Invocation call) {
        long size = call.whole(0);
        if (size < 1) {
            throw call.fail("wrong-kind", "'collate' takes a number from 1", "Write 'collate(2)'.", call.place(0));
        }
        List<Value> parts = new ArrayList<>();
        for (long from = 0; from < call.items().size(); from += size) {
            parts.add(call.list(part(call, from, from + size)));
        }
        return call.list(parts);
    }

    /** Entries made by closures. */
    static final class Pairs {
        private Pairs() {}

        /** Adds {@code [key, value]} or the entries of a map. */
        static void add(Invocation call, Value pair, Map<Value, Value> entries) {
            if (pair instanceof Items list && list.items().size() == 2) {
                entries.put(
                        operators(call).key(list.items().get(0), call.range()),
                        list.items().get(1));
            } else if (pair instanceof Entries map) {
                entries.putAll(map.entries());
            } else {
                throw call.fail(
                        "wrong-kind",
                        "'" + call.name() + "' needs a pair '[key, value]' or a map for every item",
                        "Write '" + call.name() + " { [it, value] }'.",
                        call.range());
            }
            if (entries.containsKey(Value.BROKEN)) {
                throw new Invocation.WrongArgument();
            }
        }
    }
}
