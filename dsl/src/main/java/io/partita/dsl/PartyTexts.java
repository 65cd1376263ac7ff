package io.partita.dsl;

import io.partita.core.model.Declared;
import io.partita.core.model.DeclaredParty;
import io.partita.core.model.DeclaredParty.Identity;
import io.partita.core.model.DeclaredParty.Identity.Owner;
import io.partita.core.model.HostingPath;
import io.partita.dsl.syntax.BareName;
import io.partita.dsl.word.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Parties as a person writes them: one block for each, and one for all of at least three that differ in nothing but
 * their names. Names of parties, participants and keys hold nothing that would have to be escaped.
 */
final class PartyTexts {

    private static final int WORTH_A_LOOP = 3;
    private static final int WIDTH = 100;
    private static final String LOOP = "name";
    private static final String IT = "it";

    private final Manner manner;
    private final StringBuilder text = new StringBuilder();

    /** Whether parties that are alike are written once. */
    enum Manner {
        LOOPS,
        NONE
    }

    /** Parties with the same lines in their blocks. */
    private record Alike(List<String> lines, List<String> names) {}

    PartyTexts(Manner manner) {
        this.manner = manner;
    }

    String of(List<DeclaredParty> parties) {
        SortedMap<String, Alike> groups = new TreeMap<>();
        List<Alike> inOrder = new ArrayList<>();
        for (DeclaredParty party : parties) {
            List<String> lines = lines(party);
            Alike group = groups.computeIfAbsent(String.join("\n", lines), each -> {
                Alike begun = new Alike(lines, new ArrayList<>());
                inOrder.add(begun);
                return begun;
            });
            group.names().add(party.name().value());
        }
        for (Alike group : inOrder) {
            if (group.names().size() >= WORTH_A_LOOP && manner == Manner.LOOPS) {
                loop(group.names(), group.lines());
            } else {
                group.names().forEach(name -> block(quoted(name), group.lines()));
            }
        }
        return text.toString();
    }

    private void loop(List<String> names, List<String> lines) {
        begin();
        String line =
                "[" + String.join(", ", names.stream().map(PartyTexts::quoted).toList()) + "]";
        if (line.length() <= WIDTH) {
            text.append(line);
        } else {
            text.append("[\n");
            names.forEach(name -> text.append("    ").append(quoted(name)).append(",\n"));
            text.append(']');
        }
        text.append(".each { ").append(LOOP).append(" ->\n");
        party("    ", LOOP, lines);
        text.append("}\n");
    }

    private void block(String name, List<String> lines) {
        begin();
        party("", name, lines);
    }

    private void begin() {
        if (!text.isEmpty()) {
            text.append('\n');
        }
    }

    private void party(String indentation, String name, List<String> lines) {
        text.append(indentation).append("party(").append(name).append(") {\n");
        lines.forEach(
                line -> text.append(indentation).append("    ").append(line).append('\n'));
        text.append(indentation).append("}\n");
    }

    private static List<String> lines(DeclaredParty party) {
        List<String> lines = new ArrayList<>();
        lines.add(identity(party.identity()));
        party.hosts()
                .forEach(host ->
                        lines.add("host " + reference(host.participant().value().name()) + ", "
                                + host.permission().value().word()));
        party.threshold().ifPresent(threshold -> lines.add("threshold " + threshold.value()));
        if (!party.dars().isEmpty()) {
            lines.add("dars "
                    + String.join(
                            ", ",
                            party.dars().stream()
                                    .map(Declared::value)
                                    .map(PartyTexts::quoted)
                                    .toList()));
        }
        if (party.path() != HostingPath.AUTO) {
            lines.add("path " + party.path().word());
        }
        party.keep().forEach(kept -> lines.add("keep " + reference(kept.value())));
        return lines;
    }

    private static String identity(Identity identity) {
        return identity.match(
                local -> "local on: " + reference(local.owner().value().name())
                        + local.namespace()
                                .map(namespace -> ", namespace: '" + namespace.value() + "'")
                                .orElse(""),
                known -> "id " + quoted(known.id().value().toString()),
                external -> "external key: " + reference(external.key().value().name()),
                decentralized -> "decentralized owners: ["
                        + String.join(
                                ", ",
                                decentralized.owners().stream()
                                        .map(PartyTexts::owner)
                                        .toList())
                        + "]"
                        + decentralized
                                .threshold()
                                .map(threshold -> ", threshold: " + threshold.value())
                                .orElse(""));
    }

    private static String owner(Owner owner) {
        return reference(owner.match(
                participant -> participant.participant().value().name(),
                key -> key.key().value().name()));
    }

    /** A name that means something else to Groovy, or to a declaration, is written as a text. */
    private static String reference(String name) {
        return BareName.is(name) && !Language.isWord(name) && !name.equals(IT) ? name : quoted(name);
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
