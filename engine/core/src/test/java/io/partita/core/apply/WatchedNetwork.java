package io.partita.core.apply;

import io.partita.core.model.HostingMapping;
import io.partita.core.model.HostingMapping.Host;
import io.partita.core.model.PartyId;
import io.partita.core.provider.HostingState;
import io.partita.core.provider.ManualConnect;
import io.partita.core.provider.Participant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Looks at every call that is made to a scene's network, and writes down what must never be: it knows reality, and
 * nothing of plans and journals.
 */
final class WatchedNetwork {

    private final Scene scene;
    private final List<String> harm = new ArrayList<>();

    private WatchedNetwork(Scene scene) {
        this.scene = scene;
    }

    static WatchedNetwork watching(Scene scene) {
        WatchedNetwork watched = new WatchedNetwork(scene);
        scene.network.wrap(watched::watched);
        return watched;
    }

    /** In the order in which it was done. */
    List<String> harm() {
        return harm;
    }

    private Participant watched(Participant participant) {
        return Intercepted.by(
                (name, arguments, call) -> {
                    before((TinyParticipant) participant, name, arguments);
                    return call.proceed();
                },
                participant);
    }

    private void before(TinyParticipant participant, String call, Object[] arguments) {
        switch (call) {
            case "reconnect" ->
                lacking(participant)
                        .forEach(party ->
                                harm.add("reconnected " + participant.name() + " without the contracts of " + party));
            case "setManualConnect" -> {
                if (arguments[1] == ManualConnect.AUTOMATIC
                        && !participant.connected
                        && !lacking(participant).isEmpty()) {
                    harm.add("lets " + participant.name() + " connect by itself without contracts");
                }
            }
            case "propose" -> signed((HostingMapping) arguments[1], participant);
            case "sign" ->
                scene.network.proposals.values().stream()
                        .flatMap(List::stream)
                        .filter(found -> found.transactionHash().equals(arguments[1]))
                        .forEach(found -> signed(found.mapping(), participant));
            case "importAcs" -> {
                if (participant.connected) {
                    harm.add("imports into " + participant.name() + " while it is connected");
                }
            }
            default -> {}
        }
    }

    /** Parties that are active on a participant, with contracts on the source that it does not have. */
    private List<PartyId> lacking(TinyParticipant participant) {
        return scene.network.authorized.keySet().stream()
                .filter(party -> !participant.equals(scene.source))
                .filter(party -> latest(party).host(participant.id).isPresent())
                .filter(party -> {
                    Set<String> there = participant.active(party, Long.MAX_VALUE);
                    return !there.containsAll(scene.source.active(party, Long.MAX_VALUE));
                })
                .toList();
    }

    private HostingMapping latest(PartyId party) {
        List<HostingState> states = scene.network.authorized.get(party);
        return states.get(states.size() - 1).mapping();
    }

    /** The owner's signature makes it effective; a host's alone does nothing. */
    private void signed(HostingMapping mapping, TinyParticipant signer) {
        if (!signer.id.uid().namespace().equals(mapping.party().uid().namespace())
                || !scene.network.authorized.containsKey(mapping.party())) {
            return;
        }
        HostingMapping live = latest(mapping.party());
        live.hosts().stream()
                .filter(host -> mapping.host(host.participant()).isEmpty())
                .forEach(host -> harm.add("removes " + host.participant()));
        boolean used = !scene.source.active(mapping.party(), Long.MAX_VALUE).isEmpty();
        for (Host host : mapping.hosts()) {
            boolean arrives = live.host(host.participant()).isEmpty();
            boolean connected = scene.network.participants.values().stream()
                    .anyMatch(found -> found.id.equals(host.participant()) && found.connected);
            if (arrives && used && (connected || !host.isOnboarding())) {
                harm.add("a used party becomes active on " + host.participant()
                        + (connected ? " while it is connected" : " without the flag"));
            }
        }
    }
}
