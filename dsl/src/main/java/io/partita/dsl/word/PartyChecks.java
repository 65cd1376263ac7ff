package io.partita.dsl.word;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.SourceRange;
import io.partita.core.model.UniqueIdentifier;
import io.partita.dsl.finding.Findings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a party's block must say. */
final class PartyChecks {

    private static final List<String> IDENTITIES = List.of("local", "id", "external", "decentralized");

    private final PartyBuilder party;
    private final Findings findings;

    PartyChecks(PartyBuilder party, Findings findings) {
        this.party = party;
        this.findings = findings;
    }

    void check() {
        checkName();
        checkBlanks();
        List<String> given = identities();
        if (!party.written().isIncomplete()) {
            checkPresence(given);
        }
        checkContradictions(given);
    }

    private void checkPresence(List<String> given) {
        if (party.written().isEmpty()) {
            add(
                    "empty-party",
                    "The party's block is empty",
                    "A party needs to say who it is and where it is hosted.",
                    "Add 'local on: participant' and 'host participant, submission'.",
                    party.name.range());
            return;
        }
        if (given.isEmpty()) {
            add(
                    "missing-identity",
                    "The party does not say who it is",
                    "A party is created in the namespace of a participant, of a key or of several owners; any other is named by its full id.",
                    "Add 'local on: participant', 'external key: key', 'decentralized owners: [participant, key]' or id 'Name::1220…'.",
                    party.name.range());
        }
        if (!party.written().has("host")) {
            add(
                    "no-hosts",
                    "The party has no host",
                    "A party that is hosted nowhere can do nothing.",
                    "Add a line such as: host participant, submission",
                    party.name.range());
        }
    }

    private void checkName() {
        String name = party.name.value();
        if (!UniqueIdentifier.isIdentifier(name)) {
            String why = name.length() > 185
                    ? "It has " + name.length() + " characters; the limit is 185."
                    : "It has 1 to 185 letters, digits, blanks, ':', '-' or '_', no '::' and no ':' at its end.";
            add(
                    "bad-party-name",
                    "This cannot be a party's name",
                    why,
                    name.contains("::")
                            ? "Write the name alone and the full id with: id 'Name::1220…'"
                            : "Choose another name.",
                    party.name.range());
        }
    }

    private void checkBlanks() {
        if (ValueReader.hasMisleadingBlanks(party.name.value())) {
            add(
                    "misleading-blanks",
                    "The party's name has blanks at an end, or two together",
                    "They cannot be seen, and two names could look the same.",
                    "Remove the blanks that are too many.",
                    party.name.range());
        }
    }

    private List<String> identities() {
        List<String> given = new ArrayList<>(1);
        for (String identity : IDENTITIES) {
            if (party.written().has(identity)) {
                given.add(identity);
            }
        }
        return given;
    }

    private void checkContradictions(List<String> given) {
        if (given.size() > 1) {
            add(
                    "duplicate-identity",
                    "The party says twice who it is",
                    "'" + given.get(0) + "' and '" + given.get(1) + "' exclude each other.",
                    "Remove one of the two lines.",
                    party.written().place(given.get(1)).orElse(party.range));
        }
        checkKeep();
    }

    private void checkKeep() {
        for (Map.Entry<String, SourceRange> kept : party.kept.entrySet()) {
            if (party.hosted.containsKey(kept.getKey())) {
                add(
                        "keep-of-a-host",
                        "'" + kept.getKey() + "' is a declared host and also kept",
                        "'keep' is for live hosts that are not declared.",
                        "Remove one of the two lines.",
                        kept.getValue());
            }
        }
    }

    private void add(String code, String what, String why, String fix, SourceRange where) {
        findings.add(Diagnostic.error(code, what).because(why).fix(fix).at(where));
    }
}
