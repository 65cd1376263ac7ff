package io.partita.dsl;

import static io.partita.dsl.Tree.of;

import io.partita.dsl.Tree.Kind;
import java.util.random.RandomGenerator;

/** Grows random syntax trees of the whole of Groovy's grammar, and of declarations that are nearly right. */
final class Grower {

    private static final String[] NAMES = {
        "a",
        "b",
        "it",
        "p1",
        "p2",
        "party",
        "host",
        "local",
        "submission",
        "auto",
        "x",
        "System",
        "java.lang.String",
        "this",
        "super",
        "owner",
        "delegate",
        "metaClass",
        "int",
        "threshold",
        "größe",
        "as",
        "in",
        "def",
        "var",
        "record",
        "yield"
    };
    private static final String[] MEMBERS = {
        "class", "size", "collect", "each", "key", "value", "execute", "metaClass", "unique", "sort", "collectEntries",
                "groupBy", "padLeft",
        "substring", "split", "toInteger", "times", "intdiv", "call", "join", "flatten", "withIndex", "collate", "get",
                "subMap", "first",
        "'class'", "\"${a}\"", "@x", "findAll", "replace", "sum", "min", "plus", "take", "abs", "reverse"
    };
    private static final String[] TYPES = {
        "String",
        "int",
        "List<String>",
        "java.io.File",
        "Map<String, ?>",
        "int[]",
        "def",
        "A<B<? extends C>>",
        "Object..."
    };
    private static final String[] LITERALS = {
        "1",
        "0",
        "-1",
        "9223372036854775807",
        "-9223372036854775808",
        "9223372036854775808",
        "0x7fffffffffffffff",
        "0b11",
        "010",
        "1_000",
        "1.5",
        "1e99999",
        "1G",
        "1L",
        "true",
        "false",
        "null",
        "'a'",
        "''",
        "'\\u0041'",
        "'\\n'",
        "'''b'''",
        "/c/",
        "$/d/$",
        "'A'",
        "'s'",
        "'localhost:1'",
        "[]",
        "[:]",
        "\"\"",
        "'\\0'",
        "'\\377'",
        "'x' * 9"
    };
    private static final String[] BINARY = {
        "+",
        "-",
        "*",
        "/",
        "%",
        "**",
        "==",
        "!=",
        "===",
        "!==",
        "<",
        ">",
        "<=",
        ">=",
        "<=>",
        "=~",
        "==~",
        "&",
        "|",
        "^",
        "&&",
        "||",
        "<<",
        ">>",
        ">>>",
        "..",
        "..<",
        "<..",
        "<..<",
        "in",
        "!in",
        "instanceof",
        "!instanceof",
        "as",
        "?:",
        "==>",
        "=",
        "+=",
        "?=",
        "**="
    };
    private static final String[] PREFIX = {"!", "-", "+", "~", "++", "--", "(String) ", "new ", "*", "*:", "@A "};
    private static final String[] MODIFIERS = {
        "def ", "final ", "var ", "static ", "private ", "@A ", "int ", "final def ", "String "
    };

    private final RandomGenerator random;

    Grower(RandomGenerator random) {
        this.random = random;
    }

    private String any(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    /** A whole text. */
    Tree script() {
        Tree script = of(
                Kind.BLOCK,
                any("synchronizer 's'\n", "synchronizer 's'\n", "", "package a\n", "#!/x\n", "import a.*\n"));
        int count = 1 + random.nextInt(6);
        for (int i = 0; i < count; i++) {
            Tree line = random.nextBoolean() ? declaring() : statement(3);
            script = of(Kind.BLOCK, script, line, any("\n", "\n", ";", "\r\n", " // c\n", "\n\n"));
        }
        return script;
    }

    private Tree declaring() {
        return switch (random.nextInt(4)) {
            case 0 ->
                of(
                        Kind.STATEMENT,
                        "participants { ",
                        any("p1", "p2", "participant('p1')", "\"p$it\""),
                        " { ",
                        any("sandbox()", "admin 'a:1'; ledger 'a:2'", "backup manual; sandbox()", "operator 'x'"),
                        "; ",
                        statement(1),
                        " } }");
            case 1 ->
                of(
                        Kind.STATEMENT,
                        "party(",
                        expression(1),
                        ") { ",
                        any("local on: p1", "id 'x'", "local on: 'p1'", ""),
                        "; host ",
                        expression(1),
                        ", ",
                        any("submission", "observation", "'confirmation'", "auto"),
                        "; ",
                        any("threshold 1", "path auto", "dars 'a.dar'", "keep p2"),
                        "; ",
                        statement(1),
                        " }");
            case 2 -> of(Kind.STATEMENT, "def ", any("a", "b", "x"), " = ", expression(3));
            default ->
                of(
                        Kind.STATEMENT,
                        "(1..",
                        any("2", "3", "9999999999"),
                        ").each { ",
                        any("", "n -> "),
                        statement(2),
                        " }");
        };
    }

    private Tree block(int depth) {
        return switch (random.nextInt(4)) {
            case 0 -> of(Kind.BLOCK, "{ }");
            case 1 -> of(Kind.BLOCK, "{ ", statement(depth), " }");
            default -> of(Kind.BLOCK, "{ ", statement(depth), any("; ", "\n"), statement(depth), " }");
        };
    }

    Tree statement(int depth) {
        if (depth <= 0) {
            return of(Kind.STATEMENT, expression(0));
        }
        int d = depth - 1;
        return switch (random.nextInt(26)) {
            case 0 ->
                of(Kind.STATEMENT, "if (", expression(d), ") ", block(d), any("", " else { }", " else if (a) { }"));
            case 1 ->
                of(
                        Kind.STATEMENT,
                        "for (",
                        any("", "def ", "int "),
                        "x",
                        any(" in ", " : "),
                        expression(d),
                        ") ",
                        block(d));
            case 2 -> of(Kind.STATEMENT, "for (int i = 0; i < ", expression(d), "; i++) ", block(d));
            case 3 -> of(Kind.STATEMENT, any("while (", "if ("), expression(d), ") ", block(d));
            case 4 -> of(Kind.STATEMENT, "do ", block(d), " while (", expression(d), ")");
            case 5 ->
                of(
                        Kind.STATEMENT,
                        "switch (",
                        expression(d),
                        ") { case ",
                        expression(d),
                        any(": ", " -> "),
                        statement(d),
                        " }");
            case 6 ->
                of(
                        Kind.STATEMENT,
                        "try ",
                        any("", "(def r = a) "),
                        block(d),
                        " catch (A | B e) ",
                        block(d),
                        any("", " finally { }"));
            case 7 -> of(Kind.STATEMENT, any("throw ", "return ", "assert ", "yield "), expression(d));
            case 8 -> of(Kind.STATEMENT, any("break", "continue", "break a", "return", ";"));
            case 9 -> of(Kind.STATEMENT, any("a", "party", "again"), ": ", statement(d));
            case 10 -> of(Kind.STATEMENT, "synchronized (", expression(d), ") ", block(d));
            case 11 ->
                of(
                        Kind.STATEMENT,
                        any(
                                "class A ",
                                "interface A ",
                                "trait A ",
                                "@interface A ",
                                "sealed class A ",
                                "abstract class A extends B "),
                        block(d));
            case 12 -> of(Kind.STATEMENT, any("enum A { B, C; ", "record A(int x) { "), statement(d), " }");
            case 13 ->
                of(
                        Kind.STATEMENT,
                        any("def f(", "void f(", "<T> T f("),
                        any("", "x", "int x = 1", "Object... x"),
                        ") ",
                        block(d));
            case 14 -> of(Kind.STATEMENT, "import ", any("a.b.C", "static a.B.*", "a.B as party"));
            case 15 -> of(Kind.STATEMENT, "def (", any("a, b", "int a, b"), ") = ", expression(d));
            case 16 -> of(Kind.STATEMENT, any("@A ", "@A(value = 1) ", "@Grab('x') "), statement(d));
            case 17, 18 -> of(Kind.STATEMENT, any(MODIFIERS), any("a", "b", "y"), any(" = ", " = ", ""), expression(d));
            case 19, 20 -> of(Kind.STATEMENT, any(NAMES), " ", expression(d), any("", ", k: 1", ", "), any("", "b"));
            case 21 -> of(Kind.STATEMENT, any(NAMES), " ", block(d));
            default -> of(Kind.STATEMENT, expression(d));
        };
    }

    Tree expression(int depth) {
        if (depth <= 0) {
            return of(Kind.EXPRESSION, random.nextInt(3) == 0 ? any(NAMES) : any(LITERALS));
        }
        int d = depth - 1;
        return switch (random.nextInt(24)) {
            case 0, 1, 2 -> of(Kind.EXPRESSION, expression(d), " ", any(BINARY), " ", expression(d));
            case 3 -> of(Kind.EXPRESSION, any(PREFIX), expression(d));
            case 4 ->
                of(Kind.EXPRESSION, expression(d), any("++", "--", "?.class", "??.b", "*.c", ".&d", "::e", ".@f"));
            case 5 -> of(Kind.EXPRESSION, "(", expression(d), ")");
            case 6 -> of(Kind.EXPRESSION, "[", expression(d), ", ", any("", "*"), expression(d), "]");
            case 7 -> of(Kind.EXPRESSION, "[", any("a", "'b'", "(1)", "*", "\"$a\""), ": ", expression(d), "]");
            case 8 -> of(Kind.EXPRESSION, expression(d), any("[", "?["), expression(d), any("]", ", 1]", "..2]"));
            case 9, 10 -> of(Kind.EXPRESSION, expression(d), any(".", ".", "?.", "\n."), any(MEMBERS));
            case 11, 12, 13 -> of(Kind.EXPRESSION, expression(d), ".", any(MEMBERS), "(", expression(d), ")");
            case 14, 15 ->
                of(
                        Kind.EXPRESSION,
                        expression(d),
                        ".",
                        any(MEMBERS),
                        " { ",
                        any("", "x -> ", "x, y -> ", "int x = 1 -> "),
                        statement(d),
                        " }");
            case 16 -> of(Kind.EXPRESSION, expression(d), " ? ", expression(d), " : ", expression(d));
            case 17 -> of(Kind.EXPRESSION, "{ ", any("", "a -> ", "-> ", "a, b -> "), statement(d), " }");
            case 18 -> of(Kind.EXPRESSION, any("(a) -> ", "a -> ", "() -> "), expression(d));
            case 19 -> of(Kind.EXPRESSION, any("\"", "\"\"\"\n", "/"), "a$b.c ${", expression(d), "}\"");
            case 20 -> of(Kind.EXPRESSION, "\"${", expression(d), "}\"");
            case 21 ->
                of(Kind.EXPRESSION, "new ", any(TYPES), any("(", "[", " { ("), expression(d), any(")", "]", ") }"));
            case 22 ->
                of(Kind.EXPRESSION, "switch (", expression(d), ") { case 1 -> ", expression(d), "; default -> 2 }");
            default -> of(Kind.EXPRESSION, any(NAMES), "(", expression(d), ")");
        };
    }
}
