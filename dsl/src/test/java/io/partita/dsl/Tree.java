package io.partita.dsl;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A syntax tree as its text needs it: a node is a list of nodes, a leaf is a piece of text. Nodes of the same kind may
 * take each other's place.
 *
 * @param kind what it is in the grammar
 * @param piece the text of a leaf; empty for a node
 */
record Tree(Kind kind, String piece, List<Tree> children) {

    /** Kinds of nodes. */
    enum Kind {
        PIECE,
        STATEMENT,
        EXPRESSION,
        BLOCK
    }

    Tree {
        children = List.copyOf(children);
    }

    static Tree piece(String text) {
        return new Tree(Kind.PIECE, text, List.of());
    }

    /** A node of pieces of text and of other nodes. */
    static Tree of(Kind kind, Object... parts) {
        List<Tree> children = new ArrayList<>();
        for (Object part : parts) {
            children.add(part instanceof Tree tree ? tree : piece((String) part));
        }
        return new Tree(kind, "", children);
    }

    String text() {
        StringBuilder text = new StringBuilder();
        print(text);
        return text.toString();
    }

    private void print(StringBuilder to) {
        to.append(piece);
        children.forEach(child -> child.print(to));
    }

    /** All nodes, itself first. */
    List<Tree> nodes() {
        List<Tree> nodes = new ArrayList<>();
        collect(nodes);
        return nodes;
    }

    private void collect(List<Tree> nodes) {
        nodes.add(this);
        children.forEach(child -> child.collect(nodes));
    }

    /** With another tree in the place of a node, which is found by identity. */
    Tree with(Tree node, Tree other) {
        if (this == node) {
            return other;
        }
        List<Tree> changed =
                children.stream().map(child -> child.with(node, other)).toList();
        return new Tree(kind, piece, changed);
    }

    /** A change that no person would make: a node goes, comes twice, or takes the place of another of any kind. */
    Tree mutated(RandomGenerator random) {
        List<Tree> nodes = nodes();
        Tree node = nodes.get(random.nextInt(nodes.size()));
        Tree other = nodes.get(random.nextInt(nodes.size()));
        return switch (random.nextInt(4)) {
            case 0 -> with(node, piece(""));
            case 1 -> with(node, of(node.kind(), node, " ", node));
            case 2 -> with(node, other);
            default -> with(node, piece(String.valueOf((char) (random.nextInt(95) + 32))));
        };
    }

    /** Smaller trees that may show the same fault, the smallest first. */
    List<Tree> smaller() {
        List<Tree> smaller = new ArrayList<>();
        for (Tree node : nodes()) {
            if (!node.children().isEmpty()) {
                node.children().stream()
                        .filter(child -> child.kind() != Kind.PIECE)
                        .forEach(child -> smaller.add(with(node, child)));
                smaller.add(with(node, piece("")));
            }
        }
        smaller.sort(java.util.Comparator.comparingInt(tree -> tree.text().length()));
        return smaller;
    }
}
