package io.partita.core.approval;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A signature of something, which is valid by itself: whose it is was found in the list of those who may sign.
 *
 * @param signers all names of the person whose key it is, not empty
 * @param key fingerprint of the key, as OpenSSH writes it
 * @param namespace what the signature was given for
 * @param signature the signature itself, as text, so that it can be verified again
 */
public record Approval(SortedSet<String> signers, String key, String namespace, String signature) {

    /** What people sign a plan for. */
    public static final String NAMESPACE = "partita-approval";

    private static final Pattern NAMESPACES = Pattern.compile(NAMESPACE + "(?:@(?<day>\\d{4}-\\d{2}-\\d{2}))?");

    public Approval {
        signers = Collections.unmodifiableSortedSet(new TreeSet<>(signers));
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(namespace, "namespace");
        Objects.requireNonNull(signature, "signature");
        if (signers.isEmpty()) {
            throw new IllegalArgumentException("a signature of nobody");
        }
    }

    /** Whether something is signed for so: the namespace of approvals, also with the day on which one is given. */
    public static boolean isNamespace(String namespace) {
        Matcher matcher = NAMESPACES.matcher(namespace);
        return matcher.matches()
                && (matcher.group("day") == null || day(namespace).isPresent());
    }

    /** The namespace of an approval that says on which day it is given. */
    public static String namespaceOn(LocalDate day) {
        return NAMESPACE + "@" + day;
    }

    /** The day on which it was given, in UTC; empty when it does not say one. */
    public Optional<LocalDate> day() {
        return day(namespace);
    }

    private static Optional<LocalDate> day(String namespace) {
        Matcher matcher = NAMESPACES.matcher(namespace);
        if (!matcher.matches() || matcher.group("day") == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(matcher.group("day")));
        } catch (DateTimeException noDay) {
            return Optional.empty();
        }
    }

    /** For people: the first of the names. */
    public String who() {
        return signers.first();
    }

    /** Whether the same key was used for the same: the bytes may differ, because some keys sign by chance. */
    public boolean isSameConsentAs(Approval other) {
        return key.equals(other.key) && namespace.equals(other.namespace);
    }
}
