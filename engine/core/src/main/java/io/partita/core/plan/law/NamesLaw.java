package io.partita.core.plan.law;

import io.partita.core.model.Access;
import io.partita.core.model.KeyName;
import io.partita.core.model.PackageId;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.model.SigningKey;
import io.partita.core.plan.DarSource;
import io.partita.core.plan.ExportSource;
import io.partita.core.plan.PartyChange;
import io.partita.core.plan.PlanContent;
import io.partita.core.plan.Signer;
import io.partita.core.plan.Transfer;
import io.partita.core.plan.Vetting;
import io.partita.core.plan.Window;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every name has one meaning, and speaks of something that the plan has. */
final class NamesLaw extends Law {

    private static final String NOT_KNOWN = "its endpoints are not known";

    private final PlanContent content;

    NamesLaw(PlanContent content) {
        this.content = content;
    }

    @Override
    void judge() {
        participants();
        keys();
        content.namespaces()
                .forEach(foundation -> foundation
                        .signers()
                        .forEach(signer ->
                                signer("namespaces/" + foundation.definition().namespace(), signer)));
        content.introductions()
                .forEach(introduction -> known("introductions/" + introduction.namespace(), introduction.holder()));
        parties();
        vettings();
        sources();
        windows();
    }

    private void participants() {
        Set<ParticipantId> ids = new HashSet<>();
        Set<String> addresses = new HashSet<>();
        content.participants().forEach((name, participant) -> {
            String part = "participants/" + name;
            if (!participant.name().equals(name)) {
                broken(
                        part,
                        "the participant '" + participant.name() + "' stands where '" + name + "' belongs",
                        NOT_KNOWN);
            }
            if (!ids.add(participant.id())) {
                broken(
                        part,
                        "'" + name + "' has the id of another participant of the plan",
                        "what is done on one of them would be done on the other");
            }
            for (String address : addresses(participant.access())) {
                if (!addresses.add(address)) {
                    broken(
                            part,
                            "'" + name + "' has an endpoint twice, or that of another participant: " + address,
                            "what is done on one of them would be done on the other");
                }
            }
        });
    }

    /** A key that nothing signs with would be asked for its password, or its program started, for nothing. */
    private void keys() {
        Set<KeyName> signing = Stream.concat(
                        content.parties().stream().flatMap(change -> change.authority().signers().stream()),
                        content.namespaces().stream().flatMap(foundation -> foundation.signers().stream()))
                .filter(Signer.WithKey.class::isInstance)
                .map(signer -> ((Signer.WithKey) signer).key())
                .collect(Collectors.toSet());
        Set<SigningKey> seen = new HashSet<>();
        content.keys().forEach((name, key) -> {
            String part = "keys/" + name;
            if (!key.name().equals(name)) {
                broken(
                        part,
                        "the key '" + key.name() + "' stands where '" + name + "' belongs",
                        "a name has one meaning");
            }
            if (content.participants().containsKey(new ParticipantName(name.name()))) {
                broken(part, "a participant is called '" + name + "' as well", "a name has one meaning");
            }
            if (!seen.add(key.key())) {
                broken(part, "'" + name + "' is the public key of another key of the plan", "one key has one name");
            }
            if (!signing.contains(name)) {
                broken(part, "nothing is signed with '" + name + "'", "a plan has no key but those that it needs");
            }
        });
        signing.stream()
                .filter(name -> !content.keys().containsKey(name))
                .forEach(name ->
                        broken("keys/" + name, "the plan has no key '" + name + "'", "nothing can be signed with it"));
    }

    /** Those of the embedded network are its participants' names. */
    private static List<String> addresses(Access access) {
        return access.match(
                endpoints -> Stream.of(endpoints.admin(), endpoints.ledger())
                        .map(endpoint -> endpoint.host().toLowerCase(Locale.ROOT) + ":" + endpoint.port())
                        .toList(),
                sandbox -> List.of());
    }

    private void parties() {
        Set<PartyId> ids = new HashSet<>();
        Set<String> unchanged = new HashSet<>(content.unchanged());
        Set<String> names = new HashSet<>(unchanged);
        if (names.size() != content.unchanged().size()) {
            broken("unchanged", "a party is listed twice", "a name has one meaning");
        }
        int settled = content.settled().size();
        if (settled != (content.parties().isEmpty() ? content.unchanged().size() : 0)) {
            broken(
                    "settled",
                    "what was read is not that of the unchanged parties",
                    "a plan with nothing to do has it, one mapping for each of them, and no other plan has");
        }
        for (int at = 0; at < Math.min(settled, content.unchanged().size()); at++) {
            PartyId party = content.settled().get(at).party();
            String name = content.unchanged().get(at);
            if (!isNameOf(party, name)) {
                broken(
                        "settled",
                        "'" + name + "' is no name of " + party,
                        "what people read of a party is what was read of it");
            }
            if (content.settled().get(at).hosts().stream()
                    .allMatch(host -> content.nameOf(host.participant()).isEmpty())) {
                broken(
                        "settled",
                        "no participant of the plan hosts '" + name + "'",
                        "what is said of a party is read again before anybody rests on it, and nobody could be asked");
            }
        }
        for (PartyChange change : content.parties()) {
            String part = "parties/" + change.name();
            if (unchanged.contains(change.party().toString())) {
                broken(part, "'" + change.party() + "' changes, and is unchanged", "what people read is what runs");
            }
            if (!ids.add(change.party()) || !names.add(change.name())) {
                broken(
                        part,
                        "the party '" + change.name() + "' is there twice",
                        "the journal could not tell them apart");
            }
            if (!isNameOf(change.party(), change.name())) {
                broken(
                        part,
                        "'" + change.name() + "' is no name of " + change.party(),
                        "who confirms a name confirms what is done to the party that has it");
            }
            change.source().ifPresent(source -> known(part, source));
            change.staleFlags().forEach(target -> known(part, target));
            change.route().complete().forEach(host -> known(part, host.participant()));
            change.authority().signers().forEach(signer -> signer(part, signer));
        }
        for (Window window : content.windows()) {
            for (Transfer transfer : window.transfers()) {
                if (!ids.contains(transfer.party())) {
                    broken(
                            "windows/" + window.target(),
                            "'" + transfer.party() + "' is transferred to " + window.target()
                                    + ", and is no party of the plan",
                            "nothing says what it was before, and who signs for it");
                }
            }
        }
    }

    private static boolean isNameOf(PartyId party, String name) {
        return name.equals(party.uid().identifier()) || name.equals(party.toString());
    }

    private void signer(String part, Signer signer) {
        known(part, signer.place().participant());
    }

    private void vettings() {
        Set<ParticipantName> targets = new HashSet<>();
        for (Vetting vetting : content.vettings()) {
            String part = "vettings/" + vetting.target();
            known(part, vetting.target());
            if (!targets.add(vetting.target())) {
                broken(part, vetting.target() + " vets twice", "the journal could not tell them apart");
            }
            for (DarSource dar : vetting.dars()) {
                dar.<Optional<ParticipantName>>match(file -> Optional.empty(), held -> Optional.of(held.source()))
                        .ifPresent(source -> known(part, source));
                if (!dar.packages().contains(dar.mainPackage())) {
                    broken(
                            part,
                            "a DAR does not hold its main package " + dar.mainPackage(),
                            "what is vetted is what people read");
                }
            }
            boolean needless = vetting.dars().stream()
                    .anyMatch(dar -> vetting.packages().stream().noneMatch(dar.packages()::contains));
            if (needless || vetting.packages().isEmpty()) {
                broken(
                        part,
                        "a DAR of " + vetting.target() + " holds nothing that is needed there",
                        "what people read is what runs");
            }
            SortedSet<PackageId> missing = new TreeSet<>(vetting.packages());
            vetting.dars().forEach(dar -> missing.removeAll(dar.packages()));
            if (!missing.isEmpty()) {
                broken(
                        part,
                        "no DAR of " + vetting.target() + " holds the package " + missing.first(),
                        "it would never be vetted");
            }
        }
    }

    private void sources() {
        Set<ParticipantName> names = new HashSet<>();
        for (ExportSource source : content.sources()) {
            String part = "sources/" + source.participant();
            known(part, source.participant());
            if (!names.add(source.participant())) {
                broken(part, source.participant() + " is a source twice", "one schedule of pruning is restored");
            }
        }
        for (Window window : content.windows()) {
            for (Transfer transfer : window.transfers()) {
                if (!names.contains(transfer.source())) {
                    broken(
                            "windows/" + window.target(),
                            "'" + transfer.source() + "' exports, and is no source of the plan",
                            "it is not known whether it prunes the offsets that the export starts from");
                }
            }
        }
    }

    private void windows() {
        Set<ParticipantName> targets = new HashSet<>();
        for (Window window : content.windows()) {
            String part = "windows/" + window.target();
            known(part, window.target());
            if (!targets.add(window.target())) {
                broken(part, window.target() + " is isolated twice", "all that a target receives goes into one window");
            }
            Set<PartyId> parties = new HashSet<>();
            for (Transfer transfer : window.transfers()) {
                known(part, transfer.source());
                if (!parties.add(transfer.party())) {
                    broken(part, transfer.party() + " is transferred twice", "it is active after the first time");
                }
            }
        }
    }

    private void known(String part, ParticipantName name) {
        if (!content.participants().containsKey(name)) {
            broken(part, "'" + name + "' is no participant of the plan", NOT_KNOWN);
        }
    }
}
