package io.partita.cli.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What this project's pages say of every code, out of the pages themselves: the build puts them beside this class. */
final class Explanations {

    private static final Pattern SECTION = Pattern.compile("(?m)^#{2,3} (.+)$");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z0-9-]+)` \\| (\\w+) \\| (.*) \\|$");
    private static final Pattern LINK = Pattern.compile("\\[([^\\]]+)\\]\\(#([^)]+)\\)");

    private final SortedMap<String, String> texts = new TreeMap<>();

    private Explanations() {}

    static Explanations read() {
        Explanations explanations = new Explanations();
        explanations.messages(page("diagnostics.md"));
        explanations.answers(page("errors.md"));
        return explanations;
    }

    Set<String> codes() {
        return texts.keySet();
    }

    /** Empty for a code that no page has. @param code in capitals or not */
    Optional<String> of(String code) {
        return Optional.ofNullable(texts.get(code.toLowerCase(Locale.ROOT)));
    }

    /** What a code of a message means, without the code itself; empty for a code that no page has. */
    Optional<String> meaning(String code) {
        return Optional.ofNullable(texts.get(code))
                .map(text -> text.substring(text.indexOf('\n')).strip());
    }

    private void messages(String page) {
        Matcher row = ROW.matcher(page);
        while (row.find()) {
            texts.putIfAbsent(row.group(1), row.group(1) + "\n\n" + row.group(2) + ": " + row.group(3) + "\n");
        }
    }

    /** A section under the word that links to it end in. */
    private void answers(String page) {
        Matcher heading = SECTION.matcher(page);
        int start = -1;
        String title = "";
        while (heading.find()) {
            if (start >= 0) {
                answer(title, page.substring(start, heading.start()));
            }
            title = heading.group(1);
            start = heading.end();
        }
        if (start >= 0) {
            answer(title, page.substring(start));
        }
    }

    private void answer(String title, String text) {
        String anchor =
                title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_ -]", "").replace(' ', '-');
        // A link within the page is a command here.
        texts.put(anchor, title + "\n\n" + LINK.matcher(text.strip()).replaceAll("$1 (partita explain $2)") + "\n");
    }

    private static String page(String name) {
        try (InputStream in = Explanations.class.getResourceAsStream("/io/partita/cli/docs/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("a page of partita itself cannot be read", e);
        }
    }
}
