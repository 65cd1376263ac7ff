package io.partita.dsl.evaluation;

import io.partita.dsl.evaluation.Value.Text;
import io.partita.dsl.evaluation.Value.Truth;
import io.partita.dsl.evaluation.Value.Whole;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The methods of texts. Where Groovy takes a pattern, a plain text is taken. */
final class TextMethods {

    static final Map<String, Method> ALL = Map.ofEntries(
            Map.entry("size", Method.of(0, call -> new Whole(call.self().length()))),
            Map.entry("length", Method.of(0, call -> new Whole(call.self().length()))),
            Map.entry("isEmpty", Method.of(0, call -> new Truth(call.self().isEmpty()))),
            Map.entry("isBlank", Method.of(0, call -> new Truth(call.self().isBlank()))),
            Map.entry("isInteger", Method.of(0, call -> new Truth(isNumber(call.self())))),
            Map.entry("toUpperCase", Method.of(0, call -> call.text(call.self().toUpperCase(Locale.ROOT)))),
            Map.entry("toLowerCase", Method.of(0, call -> call.text(call.self().toLowerCase(Locale.ROOT)))),
            Map.entry("capitalize", Method.of(0, call -> call.text(withFirst(call.self(), true)))),
            Map.entry("uncapitalize", Method.of(0, call -> call.text(withFirst(call.self(), false)))),
            Map.entry("trim", Method.of(0, call -> call.text(call.self().strip()))),
            Map.entry("strip", Method.of(0, call -> call.text(call.self().strip()))),
            Map.entry(
                    "reverse",
                    Method.of(
                            0,
                            call -> call.text(
                                    new StringBuilder(call.self()).reverse().toString()))),
            Map.entry("toString", Method.of(0, Invocation::receiver)),
            Map.entry("toInteger", Method.of(0, TextMethods::number)),
            Map.entry("toLong", Method.of(0, TextMethods::number)),
            Map.entry("startsWith", Method.of(1, call -> new Truth(call.self().startsWith(call.text(0))))),
            Map.entry("endsWith", Method.of(1, call -> new Truth(call.self().endsWith(call.text(0))))),
            Map.entry("contains", Method.of(1, TextMethods::contains)),
            Map.entry("indexOf", Method.of(1, TextMethods::indexOf)),
            Map.entry("replace", Method.of(2, TextMethods::replace)),
            Map.entry("split", Method.of(1, TextMethods::split)),
            Map.entry(
                    "readLines",
                    Method.of(0, call -> texts(call, call.self().lines().toList()))),
            Map.entry("substring", Method.of(1, 2, TextMethods::substring)),
            Map.entry("take", Method.of(1, call -> call.text(call.self().substring(0, within(call, call.whole(0)))))),
            Map.entry("drop", Method.of(1, call -> call.text(call.self().substring(within(call, call.whole(0)))))),
            Map.entry("padLeft", Method.of(1, 2, call -> call.text(padding(call) + call.self()))),
            Map.entry("padRight", Method.of(1, 2, call -> call.text(call.self() + padding(call)))));

    private TextMethods() {}

    private static String withFirst(String text, boolean upper) {
        if (text.isEmpty()) {
            return text;
        }
        String first = text.substring(0, 1);
        return (upper ? first.toUpperCase(Locale.ROOT) : first.toLowerCase(Locale.ROOT)) + text.substring(1);
    }

    private static boolean isNumber(String text) {
        return text.length() <= 18 && text.matches("-?[0-9]+");
    }

    private static Value number(Invocation call) {
        String text = call.self().strip();
        if (!isNumber(text)) {
            throw call.fail("not-a-number", "This text is no whole number", "Use digits only.", call.range());
        }
        return new Whole(Long.parseLong(text));
    }

    /** Naive search takes the product of both lengths. */
    private static void search(Invocation call, int index) {
        call.steps((long) call.self().length() * Math.max(1, call.text(index).length()) / 64);
    }

    private static Value contains(Invocation call) {
        search(call, 0);
        return new Truth(call.self().contains(call.text(0)));
    }

    private static Value indexOf(Invocation call) {
        search(call, 0);
        return new Whole(call.self().indexOf(call.text(0)));
    }

    private static Value replace(Invocation call) {
        search(call, 0);
        String old = call.text(0);
        String replacement = call.text(1);
        long places = old.isEmpty() ? call.self().length() + 1L : call.self().length() / old.length();
        call.evaluator().budget().text(call.self().length() + places * replacement.length(), call.range());
        return new Text(call.self().replace(old, replacement));
    }

    private static Value split(Invocation call) {
        search(call, 0);
        String separator = call.text(0);
        if (separator.isEmpty()) {
            throw call.fail("empty-separator", "'split' needs a separator", "Write 'split(',')'.", call.place(0));
        }
        List<String> parts = new ArrayList<>();
        String text = call.self();
        int from = 0;
        for (int at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, from)) {
            parts.add(text.substring(from, at));
            from = at + separator.length();
        }
        parts.add(text.substring(from));
        return texts(call, parts);
    }

    private static Value texts(Invocation call, List<String> parts) {
        call.evaluator().budget().text(call.self().length(), call.range());
        return call.list(parts.stream().map(part -> (Value) new Text(part)).toList());
    }

    private static Value substring(Invocation call) {
        long from = call.whole(0);
        long to = call.has(1) ? call.whole(1) : call.self().length();
        if (from < 0 || to < from || to > call.self().length()) {
            throw call.fail(
                    "no-such-item",
                    "There are no characters " + from + " to " + to + " in a text of "
                            + call.self().length(),
                    "The first character is 0, the end is not included.",
                    call.range());
        }
        return call.text(call.self().substring((int) from, (int) to));
    }

    private static int within(Invocation call, long count) {
        return (int) Math.max(0, Math.min(count, call.self().length()));
    }

    private static String padding(Invocation call) {
        String with = call.text(1, " ");
        if (with.isEmpty()) {
            throw call.fail(
                    "empty-separator", "There is nothing to fill up with", "Write one character.", call.place(1));
        }
        long missing = Math.max(0, call.whole(0) - call.self().length());
        call.evaluator().budget().text(missing + call.self().length(), call.range());
        int count = (int) missing;
        return with.repeat(count / with.length() + 1).substring(0, count);
    }
}
