package io.partita.dsl;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Texts that are small or plain to write and would cost without end: too long to be kept in a file. */
final class Bombs {

    private static final String LARGE = "def big = 'x' * 1000000\n";
    private static final String MANY = "(1..1000000)";

    private Bombs() {}

    static Map<String, String> all() {
        Map<String, String> all = new LinkedHashMap<>();
        toParse(all);
        toRead(all);
        toReport(all);
        return all;
    }

    private static void toParse(Map<String, String> all) {
        all.put("a million brackets", "def x = " + "[".repeat(500_000) + "]".repeat(500_000));
        all.put("a million brackets that open", "[({".repeat(340_000));
        all.put("a name of a million letters", "x".repeat(1_000_000) + "()");
        all.put("a name of many letters, used", lines(400, i -> "def y" + i + " = " + "x".repeat(2_000)));
        all.put("a member of many letters", "def m = [:]\ndef y = m." + "x".repeat(900_000));
        all.put("a quoted member of many letters", "def m = [:]\ndef y = m.'" + "x".repeat(900_000) + "'");
        all.put("a quoted word of many letters", "'" + "x".repeat(900_000) + "' { }");
        all.put("a member of many letters in a text", "def m = [:]\ndef y = \"$m." + "x".repeat(900_000) + "\"");
        all.put("a number of a million digits", "def x = " + "9".repeat(1_000_000));
        all.put("a hexadecimal number of a million digits", "def x = 0x" + "f".repeat(1_000_000));
        all.put("an exponent of a million digits", "def x = 1e" + "9".repeat(1_000_000));
        all.put("a million underscores", "def x = 1" + "_".repeat(1_000_000));
        all.put("escapes in a text that is never closed", "def x = '" + "\\u0041".repeat(170_000));
        all.put("texts in texts", "def x = " + "\"${".repeat(40) + "1" + "}\"".repeat(40) + ".class");
        all.put("choices within choices", "def x = " + "(a ? ".repeat(45) + "1" + " : 2)".repeat(45));
        all.put("labels", "a: ".repeat(5_000) + "party('A') { }");
        all.put("casts of lambdas", "def x = " + "(A) (b) -> ".repeat(2_000) + "1");
        all.put("arrows in a switch", "switch (1) {" + "case 1 -> ".repeat(1_000) + "1 }");
        all.put("annotations with annotations", "@A(@B(".repeat(20) + "1" + "))".repeat(20) + " def x = 1");
        all.put("generic types", "def x = new " + "A<".repeat(1_000) + "B" + ">".repeat(1_000) + "()");
        all.put("closures as arguments", "f" + " { } ".repeat(5_000));
        all.put("calls of calls", "f" + "()".repeat(100_000));
        all.put("negations of numbers", "def x = " + "- ".repeat(300_000) + "1");
        all.put("a comment without an end", "/*".repeat(500_000));
        all.put("dollars", "def x = \"" + "$".repeat(500_000) + "\"");
        all.put("dollar slashes", "$/".repeat(500_000));
        all.put("lines that are wrong", lines(50_000, i -> "def = " + i));
        all.put("one line of a million characters", "synchronizer 's', ".repeat(55_000));
        all.put("separators", "synchronizer()" + ";".repeat(1_000_000));
        all.put("line ends", "synchronizer()" + "\n".repeat(1_000_000));
        all.put("carriage returns", "synchronizer()" + "\r".repeat(1_000_000));
        all.put("backslashes", "def x = '" + "\\".repeat(1_000_000));
    }

    private static void toRead(Map<String, String> all) {
        all.put("billion laughs in lists", doubling("[1]", "[a%1$d, a%1$d, a%1$d, a%1$d]"));
        all.put("billion laughs in maps", doubling("[k: 1]", "[a: a%1$d, b: a%1$d]"));
        all.put("billion laughs in texts", doubling("'lol'", "\"$a%1$d$a%1$d$a%1$d\""));
        all.put("billion laughs in closures", doubling("{ 'lol' }", "{ a%1$d() + a%1$d() }") + "\ndef y = a70()");
        all.put("doubled maps", doubling("[k: 'x' * 1000]", "a%1$d + [k%1$d: a%1$d]"));
        all.put("a range of everything", "def x = -9223372036854775808..9223372036854775807");
        all.put("a range backwards", "def x = 9223372036854775807..<-9223372036854775808");
        all.put("ranges in ranges", MANY + ".each { (1..1000000).each { } }");
        all.put("products of ranges", "def x = (1..3000).collectMany { a -> (1..3000).collect { b -> a } }");
        all.put("loops in loops", "for (a in 1..10000) { for (b in 1..10000) { def x = 1 } }");
        all.put("times", "1000000000.times { }");
        all.put("a repetition", "def x = 'x' * 2147483648");
        all.put("repetitions of repetitions", "def x = 'x' * 1000000\ndef y = x * 1000000");
        all.put("a padding of everything", "def x = 'x'.padRight(2147483648, 'ab')");
        all.put("large texts compared by sort", LARGE + "def l = (1..1000000).collect { big }\ndef s = l.sort()");
        all.put("large texts compared by max", LARGE + "def l = (1..1000000).collect { big }\ndef s = l.max()");
        all.put(
                "large texts compared",
                LARGE + "def other = 'x' * 1000000\n" + MANY + ".each { def y = big == other }");
        all.put("large keys", LARGE + "def k = 'x' * 1000000\ndef m = [(k): 1]\n" + MANY + ".each { def y = m[big] }");
        all.put("large keys asked for", LARGE + "def m = [(big): 1]\n" + MANY + ".each { def y = m.containsKey(big) }");
        all.put(
                "large texts searched",
                LARGE + "def p = 'x' * 500000 + 'y'\n" + MANY + ".each { def y = big.indexOf(p) }");
        all.put("large texts replaced", LARGE + "def y = big.replace('', big)");
        all.put("large texts split", LARGE + MANY + ".each { def y = big.split('x') }");
        all.put("large texts turned", LARGE + MANY + ".each { def y = big.reverse() }");
        all.put("large lists joined", "def l = (1..1000000).collect { 'xxxxxxxxxx' }\ndef y = l.join('y' * 1000)");
        all.put("large lists copied", "def l = (1..1000000).collect { it }\nl.each { def y = l + it }");
        all.put("large lists flattened", doubling("[1]", "[a%1$d, a%1$d]") + "\ndef y = a60.flatten()");
        all.put("large lists searched", "def l = (1..1000000).collect { it }\nl.each { def y = l.indexOf(-1) }");
        all.put("large lists without each other", "def l = (1..1000000).collect { it }\ndef y = l - l");
        all.put(
                "values with the same hash",
                SAME_HASH + "def y = e.unique()\n(1..10).each { e.unique() }\nsynchronizer()");
        all.put("lists with the same hash", SAME_HASH + "def y = e.collect { [it] }.unique()\nsynchronizer()");
        all.put("maps with the same hash", SAME_HASH + "def y = e.collect { [a: it] }.unique()\nsynchronizer()");
        all.put("keys with the same hash", SAME_HASH + "def y = e.collectEntries { [it, 1] }\nsynchronizer()");
        all.put(
                "numbers with the same hash",
                "def y = (1..200000).collect { it * 4294967297 }.unique()\nsynchronizer()");
        all.put(
                "closures in closures",
                "def f0 = { 1 }\n" + lines(5_000, i -> "def f" + (i + 1) + " = { f" + i + "() }")
                        + "\ndef y = f5000()");
    }

    private static final String SAME_HASH = "def a = ['Aa', 'BB']\n"
            + lines(
                    4,
                    i -> "def " + name(i + 1) + " = " + name(i) + ".collectMany { x -> " + name(i)
                            + ".collect { y -> x + y } }")
            + "\n";

    private static void toReport(Map<String, String> all) {
        all.put("mistakes in a loop", MANY + ".each { hots() }");
        all.put("mistakes in a party", "party('A') { " + MANY + ".each { host 1, 2 } }");
        all.put("mistakes with large texts", LARGE + "party('A') { " + MANY + ".each { host big, submission } }");
        all.put(
                "permissions of large texts",
                LARGE + "participants { p { sandbox() } }\nparty('A') { " + MANY + ".each { host p, big } }");
        all.put("parties with large names", LARGE + MANY + ".each { party(big) { } }");
        all.put("participants with large names", LARGE + "participants { " + MANY + ".each { participant(big) { } } }");
        all.put("keys of large texts", LARGE + MANY + ".each { synchronizer 's', (big): 1 }");
        all.put(
                "addresses of large texts",
                LARGE + "participants { p { " + MANY + ".each { admin big + ':' + big } } }");
        all.put("unknown names", lines(50_000, i -> "def x" + i + " = y" + i));
        all.put(
                "unknown names that are alike",
                lines(8_000, i -> "def " + "x".repeat(50) + i + " = " + "y".repeat(50) + i));
        all.put("unknown words", lines(60_000, i -> "w" + i + "()"));
        all.put("unknown participants", "party('A') { " + MANY + ".each { host \"p$it\", submission } }");
        all.put("participants declared twice", "participants { " + MANY + ".each { p { sandbox() } } }");
        all.put("keys with large names", LARGE + "keys { " + MANY + ".each { key(big) { } } }");
        all.put("keys declared twice", "keys { " + MANY + ".each { k { publicKey 'a' } } }");
        all.put("files of keys", "keys { " + MANY + ".each { key(\"k$it\") { publicKey \"$it\" } } }");
        all.put("owners", "party('A') { decentralized owners: " + MANY + ".collect { \"p$it\" } }");
        all.put("words written twice", "party('A') { " + MANY + ".each { threshold 1 } }");
    }

    private static String doubling(String first, String next) {
        return "def a0 = " + first + "\n" + lines(70, i -> "def a" + (i + 1) + " = " + next.formatted(i));
    }

    private interface Line {
        String of(int number);
    }

    private static String lines(int count, Line line) {
        return IntStream.range(0, count).mapToObj(line::of).collect(Collectors.joining("\n"));
    }

    /** a, b, c, … */
    private static String name(int number) {
        return String.valueOf((char) ('a' + number));
    }
}
