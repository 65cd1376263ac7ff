package io.partita.provider.keys;

import io.partita.core.provider.KeyFailed;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.InvalidParameterException;
import java.security.Provider;
import java.security.ProviderException;
import java.security.Security;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds a token by its label. The JDK knows tokens by the number of their slot only, and numbers of slots change; so a
 * provider is made for each slot, told to show what it found there, until all have been seen. Nobody logs in meanwhile:
 * a PIN that is tried on another token locks it after a few times.
 */
final class TokenSearch {

    private static final String LIBRARY = "key-token-library";
    private static final String NOT_FOUND = "key-token-not-found";

    private static final Pattern SLOTS = Pattern.compile("(?m)^All slots: (.*)$");
    private static final Pattern LABEL =
            Pattern.compile("(?s)\\nToken info for token in slot .*?\\n *label: ([^\\n]*)\\n");

    /** What the JDK's own reader of settings gives a meaning to within quotes. */
    private static final Pattern UNUSABLE = Pattern.compile("[\"\\\\$\\p{Cntrl}]");

    private final String library;
    private final List<Found> tokens = new ArrayList<>();

    private record Found(String label, Provider provider) {}

    private TokenSearch(String library) {
        this.library = library;
    }

    /** @param library absolute path */
    static Provider find(String library, String label) throws KeyFailed {
        checkLibrary(library);
        TokenSearch search = new TokenSearch(library);
        int slots = search.look(0);
        for (int slot = 1; slot < slots; slot++) {
            search.look(slot);
        }
        return search.only(label);
    }

    private static void checkLibrary(String library) throws KeyFailed {
        Path path;
        try {
            path = Path.of(library);
        } catch (InvalidPathException unusable) {
            throw new KeyFailed(LIBRARY, "the PKCS#11 library has a name that no file can have", "Correct its path.");
        }
        if (!path.isAbsolute() || !Files.isRegularFile(path)) {
            throw new KeyFailed(
                    LIBRARY,
                    "there is no PKCS#11 library " + library,
                    "Install the software of the module, or correct the path, which has to be absolute.");
        }
        if (UNUSABLE.matcher(library).find()) {
            throw new KeyFailed(
                    LIBRARY,
                    "Java cannot load the PKCS#11 library " + library
                            + " by a path with a quote, a dollar or a backslash",
                    "Name it by a link without such characters.");
        }
    }

    /** Looks at one slot. @return how many there are */
    private int look(int slot) throws KeyFailed {
        String printed;
        Optional<Provider> provider;
        String refusal = "";
        try (PrintedHere here = PrintedHere.start()) {
            try {
                provider = Optional.of(provider(slot));
            } catch (ProviderException | InvalidParameterException noToken) {
                provider = Optional.empty();
                refusal = String.valueOf(noToken.getCause() == null ? noToken : noToken.getCause());
            }
            printed = here.text();
        }
        Matcher slots = SLOTS.matcher(printed);
        if (!slots.find()) {
            throw new KeyFailed(
                    LIBRARY,
                    "the PKCS#11 library " + library + " does not work: " + Failures.inOneLine(refusal),
                    "Look whether it is one for this machine, and whether its own settings and environment are those"
                            + " that it needs.");
        }
        Matcher label = LABEL.matcher(printed);
        if (provider.isPresent() && label.find()) {
            tokens.add(new Found(label.group(1).stripTrailing(), provider.get()));
        }
        return (int) Pattern.compile(",")
                .splitAsStream(slots.group(1))
                .filter(number -> !number.isBlank())
                .count();
    }

    private Provider provider(int slot) throws KeyFailed {
        Provider unconfigured = Security.getProvider("SunPKCS11");
        if (unconfigured == null) {
            throw new KeyFailed(
                    LIBRARY,
                    "this Java has no PKCS#11 (its module jdk.crypto.cryptoki is missing)",
                    "Run partita with a whole JDK.");
        }
        return unconfigured.configure("--name = partita" + slot + "\nlibrary = \"" + library + "\"\nslotListIndex = "
                + slot + "\nshowInfo = true\n");
    }

    private Provider only(String label) throws KeyFailed {
        List<Found> named = tokens.stream()
                .filter(token ->
                        token.label().equals(label) || decoded(token.label()).equals(label))
                .toList();
        if (named.size() == 1) {
            return named.get(0).provider();
        }
        String there = tokens.stream()
                .map(token -> "'" + decoded(token.label()) + "'")
                .collect(Collectors.collectingAndThen(
                        Collectors.toCollection(TreeSet::new), labels -> String.join(", ", labels)));
        throw named.isEmpty()
                ? new KeyFailed(
                        NOT_FOUND,
                        "the PKCS#11 library " + library + " shows no token '" + label + "'"
                                + (there.isEmpty() ? "" : ", but " + there),
                        "Connect the module, or correct the label of the token.")
                : new KeyFailed(
                        NOT_FOUND,
                        "the PKCS#11 library " + library + " shows " + named.size() + " tokens '" + label + "'",
                        "Give each token a label of its own.");
    }

    /** The JDK makes a character of each byte of the label, which is UTF-8. */
    private static String decoded(String label) {
        return new String(label.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
