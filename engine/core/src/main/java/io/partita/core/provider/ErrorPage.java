package io.partita.core.provider;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * This project's page of what participants answer. Every code on it has an anchor of its own; a test holds the page and
 * the list of its codes together.
 */
public final class ErrorPage {

    /** The page, from the root of the project. */
    public static final String FILE = "engine/docs/errors.md";

    /** Where answers are explained that name no code on purpose. */
    public static final String REDACTED = FILE + "#redacted-answers";

    /** Where it is said what to do about a code that the page does not have. */
    public static final String UNKNOWN = FILE + "#a-code-that-is-not-here";

    private static final SortedSet<String> CODES = read();

    private ErrorPage() {}

    /** Every code that the page explains. */
    public static SortedSet<String> codes() {
        return CODES;
    }

    /** Where the answer is explained: the file and an anchor. */
    public static String of(CallFailure failure) {
        boolean redacted = failure.answer()
                .filter(answer -> answer.form() == CallFailure.Form.REDACTED)
                .isPresent();
        return redacted ? REDACTED : of(failure.code());
    }

    /** Where a code is explained. */
    public static String of(String code) {
        return CODES.contains(code) ? FILE + "#" + code.toLowerCase(Locale.ROOT) : UNKNOWN;
    }

    private static SortedSet<String> read() {
        try (InputStream in = ErrorPage.class.getResourceAsStream("explained-codes.txt");
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return Collections.unmodifiableSortedSet(
                    lines.lines().filter(line -> !line.isBlank()).collect(Collectors.toCollection(TreeSet::new)));
        } catch (IOException e) {
            throw new UncheckedIOException("a list of codes of partita itself cannot be read", e);
        }
    }
}
