package io.partita.dsl;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts without end from one seed, each held against the {@link ReadingLaws}. */
final class Fuzz {

    private static final Pattern TOKEN = Pattern.compile("\\w+|\\s+|.", Pattern.DOTALL);

    private final SplittableRandom random;
    private final List<String> examples;
    private final ReadingLaws laws;

    /** @param examples declarations that are right, to be spoilt */
    Fuzz(long seed, List<String> examples, ReadingLaws laws) {
        this.random = new SplittableRandom(seed);
        this.examples = List.copyOf(examples);
        this.laws = laws;
    }

    /** The next text; the sentence is about the smallest text that was found to break a law, and has it. */
    Optional<String> next() {
        return switch (random.nextInt(4)) {
            case 0 -> verdict(spoilt(examples.get(random.nextInt(examples.size()))));
            case 1 -> verdict(grown().mutated(random).mutated(random));
            default -> verdict(grown());
        };
    }

    private Tree grown() {
        return new Grower(random).script();
    }

    private Optional<String> verdict(String text) {
        return laws.brokenBy(text).map(law -> law + "\n---\n" + text);
    }

    private Optional<String> verdict(Tree tree) {
        if (laws.brokenBy(tree.text()).isEmpty()) {
            return Optional.empty();
        }
        Tree smallest = tree;
        boolean found = true;
        while (found) {
            Optional<Tree> smaller = smallest.smaller().stream()
                    .filter(each -> laws.brokenBy(each.text()).isPresent())
                    .findFirst();
            found = smaller.isPresent()
                    && smaller.get().text().length() < smallest.text().length();
            smallest = found ? smaller.get() : smallest;
        }
        return verdict(smallest.text());
    }

    /** Tokens that go, come twice, change places; now and then a character that is any. */
    private String spoilt(String example) {
        List<String> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(example);
        while (matcher.find()) {
            tokens.add(matcher.group());
        }
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(tokens.size());
            int other = random.nextInt(tokens.size());
            switch (random.nextInt(5)) {
                case 0 -> tokens.set(at, "");
                case 1 -> tokens.set(at, tokens.get(at) + tokens.get(at));
                case 2 -> tokens.set(at, tokens.set(other, tokens.get(at)));
                case 3 -> tokens.set(at, flipped(tokens.get(at)));
                default -> tokens.set(at, tokens.get(other));
            }
        }
        return String.join("", tokens);
    }

    private String flipped(String token) {
        if (token.isEmpty()) {
            return token;
        }
        char[] characters = token.toCharArray();
        characters[random.nextInt(characters.length)] ^= (char) (1 << random.nextInt(8));
        return new String(characters);
    }
}
