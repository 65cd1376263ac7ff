package io.partita.cli.view;

import io.partita.cli.result.Payload;
import io.partita.cli.text.Emphasis;
import io.partita.cli.text.Formats;
import io.partita.cli.text.Inked;
import io.partita.cli.text.TextLayout;
import io.partita.core.codec.SignatureCodecs;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.HostingMapping.Host;
import io.partita.core.model.KeySignature;
import io.partita.core.model.NamespaceDefinition;
import io.partita.core.model.PartyKeys;
import io.partita.core.model.RootDelegation;
import io.partita.core.model.TopologyContent;
import io.partita.core.state.SignatureRequest;
import io.partita.core.state.SignatureRequest.Wanted;
import java.util.ArrayList;
import java.util.List;

/** What is signed elsewhere: the request, and what its reader finds in it. */
final class SignatureText {

    private SignatureText() {}

    /** The request itself where it is not saved: then nothing else is printed. */
    static TextLayout wanted(TextLayout paper, Payload.SignaturesWanted content) {
        if (content.file().isEmpty()) {
            SignatureCodecs.text(content.request()).lines().forEach(line -> paper.copyable(0, line));
            return paper;
        }
        String file = content.file().get();
        paper.line(
                0,
                2,
                Emphasis.BOLD
                        .of(Formats.of(content.request().wanted().size(), "signature"))
                        .plus(" wanted for plan " + content.request().planHash() + ":"));
        content.request()
                .wanted()
                .forEach(wanted -> paper.line(
                        2,
                        4,
                        Emphasis.BOLD
                                .of(wanted.key().name())
                                .plus(" (" + wanted.signingKey().fingerprint() + ") for " + wanted.subject()
                                        + ", transaction "
                                        + wanted.transaction().hash())));
        paper.line(0, 2, Inked.of("Carry the file to where the key is; whoever signs there types:"));
        paper.copyable(2, "partita sign " + name(file) + " --key KEYFILE -o signatures.json");
        return paper;
    }

    /** The signatures themselves where they are not saved: then nothing else is printed. */
    static TextLayout read(TextLayout paper, Payload.SignatureRead content) {
        if (content.given().isPresent() && content.file().isEmpty()) {
            SignatureCodecs.text(content.given().get()).lines().forEach(line -> paper.copyable(0, line));
            return paper;
        }
        SignatureRequest request = content.request();
        paper.line("On synchronizer " + request.synchronizer() + ", for plan " + request.planHash() + ":");
        for (int index = 0; index < request.wanted().size(); index++) {
            transaction(paper, request.wanted().get(index), content.contents().get(index));
        }
        content.given().ifPresent(given -> given.signatures().forEach(signature -> signed(paper, signature)));
        content.file().ifPresent(file -> {
            paper.line(
                    0,
                    2,
                    "Saved in " + file
                            + ". Bring it to whoever applies the plan, who types, with the folder in which it is applied:");
            paper.copyable(2, "partita sign import " + name(file) + " FOLDER");
        });
        return paper;
    }

    /** What each transaction makes, one text for each. */
    static List<String> contents(Payload.SignatureRead read) {
        return read.contents().stream()
                .map(content -> title(content) + ": " + String.join("; ", words(content)))
                .toList();
    }

    private static void transaction(TextLayout paper, Wanted wanted, TopologyContent content) {
        paper.blank();
        paper.line(0, 2, Emphasis.BOLD.of(title(content)));
        words(content).forEach(line -> paper.line(2, 4, line));
        paper.line(
                2,
                4,
                "to be signed with " + wanted.key() + " ("
                        + wanted.signingKey().spec().word() + ", "
                        + wanted.signingKey().fingerprint() + ")");
        paper.line(
                2,
                4,
                Inked.of("transaction hash ")
                        .plus(Emphasis.BOLD.of(wanted.transaction().hash())));
    }

    private static String title(TopologyContent content) {
        return switch (content.kind()) {
            case HOSTING -> "Hosting of " + ((HostingMapping) content).party();
            case NAMESPACE -> "Decentralized namespace " + ((NamespaceDefinition) content).namespace();
            case ROOT_KEY -> "Key " + ((RootDelegation) content).key().fingerprint();
        };
    }

    private static List<String> words(TopologyContent content) {
        return switch (content.kind()) {
            case HOSTING -> hosting((HostingMapping) content);
            case NAMESPACE -> namespace((NamespaceDefinition) content);
            case ROOT_KEY -> List.of("it becomes known to the topology, and may sign everything for its own namespace");
        };
    }

    private static List<String> hosting(HostingMapping mapping) {
        List<String> words = new ArrayList<>();
        words.add("serial " + mapping.serial() + ", threshold " + mapping.threshold());
        for (Host host : mapping.hosts()) {
            words.add("hosted on " + host.participant() + " with "
                    + host.permission().word() + (host.isOnboarding() ? ", with the onboarding flag" : ""));
        }
        mapping.signingKeys().ifPresent(keys -> keys(words, keys));
        return words;
    }

    private static void keys(List<String> words, PartyKeys keys) {
        keys.keys()
                .forEach(key -> words.add("its transactions are signed with the " + key.spec() + " key " + key.hex()));
        if (keys.keys().size() > 1) {
            words.add(keys.threshold() + " of these keys sign each transaction");
        }
    }

    private static List<String> namespace(NamespaceDefinition definition) {
        List<String> words = new ArrayList<>();
        words.add("serial " + definition.serial() + ", " + definition.threshold() + " of its owners sign for it");
        definition.owners().forEach(owner -> words.add("owned by " + owner));
        return words;
    }

    private static void signed(TextLayout paper, KeySignature signature) {
        paper.blank();
        paper.line(
                0,
                2,
                Emphasis.GREEN
                        .of("Signed")
                        .plus(" with " + signature.key().fingerprint() + ": "
                                + Formats.of(signature.transactions().size(), "transaction")
                                + (signature.transactions().size() > 1
                                        ? " at once, by their hash " + signature.signed()
                                        : "")));
    }

    private static String name(String file) {
        return file.substring(file.replace('\\', '/').lastIndexOf('/') + 1);
    }
}
