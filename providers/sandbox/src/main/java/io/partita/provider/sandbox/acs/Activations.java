package io.partita.provider.sandbox.acs;

import io.partita.provider.sandbox.node.HostingEvents;
import io.partita.provider.sandbox.node.Node;
import io.partita.provider.sandbox.node.Update;
import io.partita.provider.sandbox.synchronizer.Sequencing;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Finds, or waits for, the update in which a party became active on a participant (procedure.md 4.1). */
final class Activations {

    static final Duration DEFAULT_WAIT = Duration.ofMinutes(2);

    private final Node node;
    private final PartyErrors errors;

    Activations(Node node, PartyErrors errors) {
        this.node = node;
        this.errors = errors;
    }

    /**
     * An activation.
     *
     * @param effective when, microseconds since the epoch
     */
    record Activation(long offset, long effective) {}

    /** The first activation after an offset. To be called under the lock. */
    CompletionStage<Activation> after(long begin, String party, String participant, Duration wait) {
        long pruned = node.updates().prunedUpTo();
        if (begin < pruned) {
            throw errors.noActivation(
                    party,
                    participant,
                    "PARTICIPANT_PRUNED_DATA_ACCESSED: Topology events request from " + (begin + 1)
                            + " precedes pruned offset " + pruned);
        }
        Search search = new Search(begin, party, participant);
        Optional<Activation> found = search.next();
        if (found.isPresent()) {
            return CompletableFuture.completedFuture(found.get());
        }
        return search.wait(wait);
    }

    private final class Search {

        private final String party;
        private final String participant;
        private final CompletableFuture<Activation> result = new CompletableFuture<>();
        private long position;

        Search(long begin, String party, String participant) {
            this.position = begin;
            this.party = party;
            this.participant = participant;
        }

        Optional<Activation> next() {
            for (Update update :
                    node.updates().range(position + 1, node.updates().end())) {
                position = update.offset();
                if (update.kind() == Update.Kind.TOPOLOGY
                        && HostingEvents.decode(update.payload()).events().stream()
                                .anyMatch(this::activates)) {
                    return Optional.of(new Activation(update.offset(), update.recordTime()));
                }
            }
            return Optional.empty();
        }

        private boolean activates(HostingEvents.Event event) {
            boolean added =
                    event.change() == HostingEvents.Change.ADDED || event.change() == HostingEvents.Change.ONBOARDING;
            return added && event.party().equals(party) && event.participant().equals(participant);
        }

        CompletionStage<Activation> wait(Duration wait) {
            // The node's own patience: the time of the synchronizer does not move on for it.
            Sequencing.Cancellation timeout = node.synchronizer()
                    .after(
                            wait,
                            () -> result.completeExceptionally(errors.noActivation(
                                    party, participant, "The stream has not been completed in " + words(wait) + ".")));
            Runnable forget = node.onUpdate(() -> node.exclusive().run(() -> next().ifPresent(result::complete)));
            result.whenComplete((found, failure) -> {
                timeout.cancel();
                forget.run();
            });
            return result;
        }
    }

    /** As Scala writes a duration: in the largest unit without a fraction. */
    private static String words(Duration duration) {
        if (duration.isZero()) {
            return "0 days";
        }
        if (duration.toMillisPart() != 0) {
            return count(duration.toMillis(), "millisecond");
        }
        long seconds = duration.toSeconds();
        return seconds != 0 && seconds % 60 == 0 ? count(seconds / 60, "minute") : count(seconds, "second");
    }

    private static String count(long number, String unit) {
        return number + " " + unit + (number == 1 ? "" : "s");
    }
}
