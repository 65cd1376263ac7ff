package io.partita.cli.command;

import io.partita.cli.result.Payload;
import io.partita.cli.unit.Networks;
import io.partita.cli.unit.Sandboxes;
import io.partita.cli.unit.Unit;
import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PhysicalSynchronizerId;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.Network;
import io.partita.core.provider.Participant;
import io.partita.provider.sandbox.SandboxNetwork;
import io.partita.provider.sandbox.world.World;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What is in an embedded network now, read through the same client as any other. */
final class WorldHosting {

    private WorldHosting() {}

    static Checked<Payload> of(Unit unit, World world) {
        return Sandboxes.open(unit).then(sandbox -> {
            List<SandboxNetwork.Participant> participants = sandbox.participants();
            try (Network network = Networks.of(sandbox)) {
                return Checked.of(read(world, participants, network));
            } catch (CallFailed failed) {
                return Checked.failed(Diagnostic.error("sandbox-unreadable", "the sandbox could not be read")
                        .because(failed.failure().toString())
                        .answering(failed.failure().answered())
                        .fix("Start over.")
                        .next(NextCommand.sandboxReset()));
            }
        });
    }

    private static Payload read(World world, List<SandboxNetwork.Participant> participants, Network network)
            throws CallFailed {
        SortedMap<ParticipantId, ParticipantName> names = new TreeMap<>();
        participants.forEach(each -> names.put(ParticipantId.of(each.uid()), new ParticipantName(each.name())));
        ParticipantName asked = new ParticipantName(participants.get(0).name());
        Participant participant = network.participant(asked);
        PhysicalSynchronizerId synchronizer = participant.synchronizer(world.synchronizer());
        List<Payload.LiveParty> parties = participant.allHostings(synchronizer).entrySet().stream()
                .map(entry -> new Payload.LiveParty(
                        entry.getKey().uid().identifier(), Optional.of(asked), Optional.of(entry.getValue()), names))
                .toList();
        List<Payload.WorldParticipant> shown = participants.stream()
                .map(each -> new Payload.WorldParticipant(each.name(), each.uid(), Optional.empty(), Optional.empty()))
                .toList();
        return new Payload.World(Payload.WorldAction.SHOWN, world.synchronizer(), shown, parties);
    }
}
