package io.partita.cli.view;

import static io.partita.core.json.Codecs.COUNT;
import static io.partita.core.json.Codecs.INSTANT;
import static io.partita.core.json.Codecs.TEXT;
import static io.partita.core.json.Codecs.TRUTH;

import io.partita.cli.report.HostNames;
import io.partita.cli.report.KeyReport;
import io.partita.cli.result.Payload;
import io.partita.cli.text.EndpointText;
import io.partita.core.codec.ModelCodecs;
import io.partita.core.json.Codecs;
import io.partita.core.json.Shape;
import io.partita.core.model.HostingMapping;
import io.partita.core.provider.HostingProposal;
import java.util.Optional;

/** Parties and who hosts them, as members of the answer. */
final class HostingTables {

    /** A mapping with the names by which a declaration calls its participants. */
    private record NamedMapping(HostingMapping mapping, HostNames names) {}

    /** A host with its name. */
    private record NamedHost(HostingMapping.Host host, HostNames names) {
        Optional<String> name() {
            String id = host.participant().toString();
            return Optional.of(names.name(host.participant())).filter(name -> !name.equals(id));
        }
    }

    private static final Shape<NamedHost> HOST = Shape.written(NamedHost.class, "host", table -> {
        table.optional("participant", TEXT, NamedHost::name);
        table.field("participant_id", ModelCodecs.PARTICIPANT_ID, named -> named.host.participant());
        table.field("permission", ModelCodecs.PERMISSION, named -> named.host.permission());
        table.field("onboarding", TRUTH, named -> named.host.isOnboarding());
    });

    private static final Shape<NamedMapping> MAPPING = Shape.written(NamedMapping.class, "mapping", table -> {
        table.field("party_id", ModelCodecs.PARTY, named -> named.mapping.party());
        table.field("serial", COUNT, named -> (long) named.mapping.serial());
        table.field("threshold", COUNT, named -> (long) named.mapping.threshold());
        table.field(
                "hosts",
                Codecs.list(HOST),
                named -> named.mapping.hosts().stream()
                        .map(host -> new NamedHost(host, named.names))
                        .toList());
    });

    /** A proposal with the names by which a declaration calls its participants. */
    private record NamedProposal(HostingProposal proposal, HostNames names) {}

    private static final Shape<NamedProposal> PROPOSAL = Shape.written(NamedProposal.class, "proposal", table -> {
        table.field("mapping", MAPPING, named -> new NamedMapping(named.proposal.mapping(), named.names));
        table.field("transaction_hash", TEXT, named -> named.proposal.transactionHash());
        table.field("signed_by", Codecs.sortedSet(ModelCodecs.FINGERPRINT), named -> named.proposal.signedBy());
    });

    static final Shape<Payload.LiveParty> PARTY = Shape.written(Payload.LiveParty.class, "party", table -> {
        table.field("party", TEXT, Payload.LiveParty::name);
        table.field("hosting", Codecs.words(Payload.Seen.class, Codecs::word), Payload.LiveParty::seen)
                .described("Whether it is hosted; unknown when nobody has answered, not-asked when nobody was asked.");
        table.optional("read_from", ModelCodecs.PARTICIPANT, Payload.LiveParty::readFrom)
                .described("Whose view it is; absent when nobody has answered.");
        table.optional(
                        "mapping",
                        MAPPING,
                        party -> party.state()
                                .map(state -> new NamedMapping(state.mapping(), new HostNames(party.names()))))
                .described("Only of a party that is hosted.");
        table.optional("valid_from", INSTANT, party -> party.state().map(state -> state.validFrom()));
        table.optional(
                        "proposals",
                        Codecs.list(PROPOSAL),
                        party -> party.proposals()
                                .map(found -> found.stream()
                                        .map(proposal -> new NamedProposal(proposal, new HostNames(party.names())))
                                        .toList()))
                .described("What is proposed for it and not in force; absent when nobody was asked for it.");
    });

    private static final Shape<Payload.WorldParticipant> WORLD_PARTICIPANT =
            Shape.written(Payload.WorldParticipant.class, "world-participant", table -> {
                table.field("name", TEXT, Payload.WorldParticipant::name);
                table.field("id", TEXT, Payload.WorldParticipant::id);
                table.optional("admin", TEXT, participant -> participant.admin().map(Object::toString));
                table.optional(
                        "ledger", TEXT, participant -> participant.ledger().map(Object::toString));
                table.optional(
                        "admin_declared",
                        TEXT,
                        participant -> participant.admin().map(EndpointText::of));
                table.optional(
                        "ledger_declared",
                        TEXT,
                        participant -> participant.ledger().map(EndpointText::of));
            });

    static final Shape<Payload.Hosting> HOSTING = Shape.written(Payload.Hosting.class, "hosting", table -> {
        table.field("keys", Codecs.list(KeyTables.KEY), content -> KeyReport.of(content.keys()));
        table.field("parties", Codecs.list(PARTY), Payload.Hosting::parties);
    });

    static final Shape<Payload.World> WORLD = Shape.written(Payload.World.class, "world", table -> {
        table.field("action", Codecs.words(Payload.WorldAction.class, Codecs::word), Payload.World::action);
        table.field("synchronizer", TEXT, Payload.World::synchronizer);
        table.field("participants", Codecs.list(WORLD_PARTICIPANT), Payload.World::participants);
        table.field("parties", Codecs.list(PARTY), Payload.World::parties);
    });

    private HostingTables() {}
}
