package io.partita.dsl;

import io.partita.core.diagnostic.Spelling;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Covers the literals behind {@code token:}, {@code secret:}, {@code password:} and {@code pin:} in a text that is shown,
 * behind what is nearly these words, in the variables that stand there, and where the name of an environment variable
 * belongs and cannot be one. It reads characters and not syntax, because the line that is shown is often the one with a
 * syntax error: rather too much is covered than too little.
 */
final class SecretLiterals {

    private static final char COVER = '*';

    /** Characters of a value outside of its literals; keeps the work proportional to the text, whatever the text is. */
    private static final int LONGEST = 1_000;

    private static final List<String> KEYS = List.of("token", "secret", "password", "pin");

    /** Long enough to be known when they are misspelt. */
    private static final List<String> LONG_KEYS = List.of("token", "secret", "password");

    /** What people write who do not know these words. */
    private static final Set<String> OTHER_KEYS =
            Set.of("passwd", "passphrase", "bearer", "apikey", "credentials", "authorization");

    // A search looks at a word only where it begins: from each of its letters on, a long one would take for ever.
    private static final Pattern KEY = Pattern.compile("(?<!\\w)(\\w++)['\"]?[ \\t]*+:");
    private static final Pattern ASSIGNMENT = Pattern.compile("(?<!\\w)(\\w++)[ \\t]*+=(?!=)");
    private static final Pattern VARIABLE = Pattern.compile("\\benv[ \\t]*+\\(?[ \\t]*+(?=['\"])");
    private static final Pattern VARIABLE_NAME = Pattern.compile("['\"][A-Za-z_][A-Za-z0-9_]*+['\"]");
    private static final Pattern INSERTED = Pattern.compile("\\$\\{?[ \\t]*+(\\w++)");

    private final String text;
    private final StringBuilder shown;

    /** Variables that stand where a reference belongs, each visited once. */
    private final Set<String> variables = new TreeSet<>();

    private final Deque<String> unvisited = new ArrayDeque<>();

    /** Variables in the text of a literal that were not named yet, by where they begin. */
    private final NavigableMap<Integer, String> inserted = new TreeMap<>();

    /** By the mark of a literal: where one ends that goes on at a position; 0 for what is not known yet. */
    private final Map<Character, int[]> ends = new TreeMap<>();

    /** From a position that is covered to a later one, on the way to the next that is not; 0 for what is not. */
    private final int[] further;

    private SecretLiterals(String text) {
        this.text = text;
        this.shown = new StringBuilder(text);
        this.further = new int[text.length() + 1];
        Matcher found = INSERTED.matcher(text);
        while (found.find()) {
            inserted.put(found.start(), found.group(1));
        }
    }

    /** The text with every such literal covered; every other character stays where it is. */
    static String covered(String text) {
        SecretLiterals literals = new SecretLiterals(text);
        for (String key : KEYS) {
            for (int at = text.indexOf(key); at >= 0; at = text.indexOf(key, at + 1)) {
                literals.behind(at, at + key.length());
            }
        }
        literals.likeKeys();
        literals.variables();
        literals.environment();
        return literals.shown.toString();
    }

    /** Misspelt words are named by a diagnostic with their line. */
    private void likeKeys() {
        Matcher keys = KEY.matcher(text);
        while (keys.find()) {
            String key = keys.group(1).toLowerCase(Locale.ROOT);
            if (OTHER_KEYS.contains(key) || Spelling.nearest(key, LONG_KEYS).isPresent()) {
                value(blanksAndLines(keys.end()));
            }
        }
    }

    private void variables() {
        Map<String, List<Integer>> assigned = new TreeMap<>();
        Matcher assignments = ASSIGNMENT.matcher(text);
        while (assignments.find()) {
            assigned.computeIfAbsent(assignments.group(1), name -> new ArrayList<>())
                    .add(assignments.end());
        }
        while (!unvisited.isEmpty()) {
            assigned.getOrDefault(unvisited.remove(), List.of()).forEach(at -> value(blanksAndLines(at)));
        }
    }

    private void named(String variable) {
        if (variables.add(variable)) {
            unvisited.add(variable);
        }
    }

    /** Who pastes a secret there meets a diagnostic with that line. */
    private void environment() {
        Matcher given = VARIABLE.matcher(text);
        while (given.find()) {
            int at = given.end();
            int end = closed(at);
            if (!VARIABLE_NAME.matcher(text).region(at, end).matches()) {
                quoted(at);
            }
        }
    }

    private void behind(int start, int end) {
        if (start > 0 && isPartOfName(start - 1) || isPartOfName(end)) {
            return;
        }
        int at = end;
        if (at < text.length() && isQuote(at)) {
            at++;
        }
        at = blanks(at);
        if (at < text.length() && (text.charAt(at) == ':' || text.charAt(at) == '=')) {
            at = blanksAndLines(at + 1);
        }
        value(at);
    }

    /** Covers the literals of one value: to a comma, the end of the line, or the bracket that ends it. */
    private void value(int from) {
        int depth = 0;
        int at = from;
        while (at < Math.min(text.length(), from + LONGEST)) {
            char c = text.charAt(at);
            if (isQuote(at)) {
                at = quoted(at);
            } else if (isName(c)) {
                at = word(at);
            } else {
                boolean closes = c == ')' || c == ']' || c == '}';
                if (depth == 0 && (closes || c == ',' || c == ';' || isLineEnd(c))) {
                    return;
                }
                depth += closes ? -1 : c == '(' || c == '[' || c == '{' ? 1 : 0;
                at++;
            }
        }
    }

    /** A number is covered; the arguments of a call are left, for they say where the secret is and are none. */
    private int word(int from) {
        int end = from;
        while (isPartOfName(end)) {
            end++;
        }
        if (Character.isDigit(text.charAt(from))) {
            cover(from, end);
            return end;
        }
        int next = blanks(end);
        if (next < text.length() && text.charAt(next) == '(') {
            return call(next);
        }
        named(text.substring(from, end));
        return end;
    }

    /** The position after the call whose bracket is at {@code from}. */
    private int call(int from) {
        int depth = 0;
        int at = from;
        while (at < Math.min(text.length(), from + LONGEST) && !isLineEnd(text.charAt(at))) {
            char c = text.charAt(at);
            if (isQuote(at)) {
                at = closed(at);
                continue;
            }
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            at++;
            if (depth == 0) {
                return at;
            }
        }
        return at;
    }

    private int quoted(int from) {
        int end = closed(from);
        // What one literal has named no other has to: they overlap where none of them ends.
        SortedMap<Integer, String> within = inserted.subMap(from, Math.min(end, from + LONGEST));
        within.values().forEach(this::named);
        within.clear();
        cover(from + 1, end > from + 1 && isQuote(end - 1) ? end - 1 : end);
        return end;
    }

    /** The position after a literal; the end of the line when it is never closed. */
    private int closed(int from) {
        String quote = text.substring(from, from + 1);
        if (text.startsWith(quote.repeat(3), from)) {
            int end = text.indexOf(quote.repeat(3), from + 3);
            return end < 0 ? text.length() : end + 3;
        }
        char mark = quote.charAt(0);
        int[] known = ends.computeIfAbsent(mark, each -> new int[text.length() + 1]);
        int at = from + 1;
        while (at < text.length() && known[at] == 0 && !isLineEnd(text.charAt(at)) && text.charAt(at) != mark) {
            at = after(at);
        }
        int end;
        if (at < text.length() && known[at] != 0) {
            end = known[at];
        } else {
            end = Math.min(at < text.length() && text.charAt(at) == mark ? at + 1 : at, text.length());
        }
        for (int passed = from + 1; passed < at && known[passed] == 0; passed = after(passed)) {
            known[passed] = end;
        }
        return end;
    }

    private int after(int at) {
        return Math.min(at + (text.charAt(at) == '\\' ? 2 : 1), text.length());
    }

    private void cover(int from, int to) {
        for (int at = open(from); at < to; at = open(at + 1)) {
            if (!isLineEnd(shown.charAt(at))) {
                shown.setCharAt(at, COVER);
            }
            further[at] = at + 1;
        }
    }

    /** The first position from this one on that was not visited to be covered. */
    private int open(int from) {
        int open = from;
        while (open < further.length && further[open] != 0) {
            open = further[open];
        }
        int passed = from;
        while (passed < open) {
            int next = further[passed];
            further[passed] = open;
            passed = next;
        }
        return open;
    }

    private int blanks(int from) {
        int at = from;
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
        return at;
    }

    private int blanksAndLines(int from) {
        int at = from;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private boolean isQuote(int at) {
        return "'\"\u2018\u2019\u201C\u201D/`".indexOf(text.charAt(at)) >= 0;
    }

    private boolean isPartOfName(int at) {
        return at < text.length() && isName(text.charAt(at));
    }

    private static boolean isName(char c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }

    private static boolean isLineEnd(char c) {
        return c == '\n' || c == '\r';
    }
}
