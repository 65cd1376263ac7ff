package io.partita.cli.access;

import io.partita.cli.origin.AtHand;
import io.partita.cli.origin.Checkout;
import io.partita.cli.origin.Revision;
import io.partita.cli.origin.Revision.Entry;
import io.partita.cli.origin.Revision.Kind;
import io.partita.cli.result.Payload.NamesFiles;
import io.partita.core.model.Endpoint;
import io.partita.dsl.ReadDeclaration;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the files are that a declaration names, in a commit and at hand. A path can be chosen by a stranger, and what is
 * said of it is read by strangers: an id is told of a content alone that HEAD or the commit has at that path, and none
 * of a file that a secret or a key is taken from.
 *
 * @param head what is tracked
 * @param revision the commit that is compared with
 * @param secret the files of which nothing is told
 */
record ComparedFiles(Checkout checkout, Revision head, Revision revision, Set<Path> secret) {

    private static final int SHOWN_OF_ID = 12;

    private static final String NOT_COMPARED = "not compared";
    private static final String UNCOMMITTED = "content that is not committed";
    private static final String NOTHING = "nothing there";
    private static final String OUTSIDE = "outside of the repository";
    private static final String UNREADABLE = "nothing that can be read";
    private static final String FOLDER = "a folder";
    private static final String LINK = "a link";
    private static final String SUBMODULE = "a submodule";

    /** Most words of a command are no files. */
    private static final Set<String> NO_PROGRAM = Set.of(NOTHING, OUTSIDE, UNREADABLE, FOLDER, LINK, SUBMODULE);

    /**
     * One of the two declarations.
     *
     * @param unit its folder
     * @param access what the paths of its access start from
     */
    record Side(ReadDeclaration read, Path unit, Path access) {

        /** The files that secrets and keys of all these are taken from. */
        static Set<Path> secrets(Stream<Side> sides) {
            return sides.flatMap(side -> AccessFiles.secretPaths(side.read).stream()
                            .flatMap(path -> resolved(side.access, path).stream()))
                    .collect(Collectors.toSet());
        }
    }

    private interface Look {
        String at(String path) throws IOException;
    }

    /** As the commit has them. */
    Map<NamesFiles, SortedMap<String, String>> before(Side side) {
        return all(side, this::committed);
    }

    /** As they are now. */
    Map<NamesFiles, SortedMap<String, String>> after(Side side) {
        return all(side, this::atHand);
    }

    /** DARs; certificates of authorities and clients, and programs, unless their folder is outside of the repository. */
    private Map<NamesFiles, SortedMap<String, String>> all(Side side, Look look) {
        Map<NamesFiles, SortedMap<String, String>> all = new HashMap<>();
        side.read()
                .declaration()
                .parties()
                .forEach(party -> party.dars()
                        .forEach(dar -> add(
                                all,
                                new NamesFiles(
                                        NamesFiles.Kind.PARTY, party.name().value()),
                                dar.value(),
                                text(side.unit(), dar.value(), look))));
        if (!side.access().startsWith(checkout.root())) {
            return all;
        }
        side.read()
                .declaration()
                .participants()
                .forEach((name, participant) -> participant
                        .access()
                        .match(both -> Stream.of(both.admin(), both.ledger()), sandbox -> Stream.<Endpoint>empty())
                        .flatMap(endpoint -> endpoint.tls().stream())
                        .flatMap(tls -> Stream.of(tls.ca(), tls.certificate()).flatMap(Optional::stream))
                        .forEach(path -> add(
                                all,
                                new NamesFiles(NamesFiles.Kind.PARTICIPANT, name.name()),
                                path,
                                text(side.access(), path, look))));
        AccessFiles.commands(side.read())
                .forEach(command -> command.texts().forEach(word -> {
                    String text = text(side.access(), word, look);
                    if (!NO_PROGRAM.contains(text)) {
                        add(all, command.subject(), word, text);
                    }
                }));
        return all;
    }

    private static void add(
            Map<NamesFiles, SortedMap<String, String>> all, NamesFiles subject, String path, String text) {
        all.computeIfAbsent(subject, each -> new TreeMap<>()).put(path, text);
    }

    private static Optional<Path> resolved(Path folder, String path) {
        try {
            return Optional.of(folder.resolve(path).normalize());
        } catch (InvalidPathException noPath) {
            return Optional.empty();
        }
    }

    private String text(Path folder, String path, Look look) {
        Optional<Path> file = resolved(folder, path);
        if (file.isEmpty()) {
            return UNREADABLE;
        }
        if (!file.get().startsWith(checkout.root())) {
            return OUTSIDE;
        }
        try {
            return isKept(file.get()) ? NOT_COMPARED : look.at(checkout.within(file.get()));
        } catch (IOException unreadable) {
            return UNREADABLE;
        }
    }

    /** Names in any case: some file systems take them for the same. */
    private boolean isKept(Path file) {
        for (Path name : checkout.root().relativize(file)) {
            if (TrustedRevision.OF_PARTITA.stream().anyMatch(name.toString()::equalsIgnoreCase)) {
                return true;
            }
        }
        return secret.contains(file);
    }

    /** What no commit has is on both sides what it is at hand. */
    private String committed(String path) throws IOException {
        Optional<Entry> there = revision.entry(path);
        if (there.isPresent()) {
            return text(there.get());
        }
        return head.entry(path).isPresent() ? NOTHING : atHand(path);
    }

    private String atHand(String path) throws IOException {
        Optional<Kind> here = AtHand.kind(checkout.root(), path);
        if (here.isEmpty()) {
            return NOTHING;
        }
        if (here.get() != Kind.FILE) {
            return text(new Entry(here.get(), ""));
        }
        Optional<Entry> tracked = head.entry(path);
        if (tracked.isEmpty()) {
            return NOT_COMPARED;
        }
        Optional<Entry> entry = AtHand.entry(checkout.root(), path);
        return entry.equals(tracked) || entry.equals(revision.entry(path))
                ? entry.map(ComparedFiles::text).orElse(NOTHING)
                : UNCOMMITTED;
    }

    private static String text(Entry entry) {
        return switch (entry.kind()) {
            case FILE -> "content " + entry.id().substring(0, SHOWN_OF_ID);
            case FOLDER -> FOLDER;
            case LINK -> LINK;
            case SUBMODULE -> SUBMODULE;
        };
    }
}
