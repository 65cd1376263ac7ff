package io.partita.provider.sandbox.node;

import com.google.protobuf.ByteString;
import io.partita.proto.protocol.Enums.TopologyChangeOp;
import io.partita.proto.protocol.TopologyMapping;
import io.partita.proto.protocol.TopologyTransaction;
import io.partita.provider.sandbox.crypto.KeyRing;
import io.partita.provider.sandbox.crypto.SigningKey;
import io.partita.provider.sandbox.topology.LatestTopology;
import io.partita.provider.sandbox.topology.MappingKey;
import io.partita.provider.sandbox.topology.RequestTopology;
import io.partita.provider.sandbox.topology.SignedTransaction;
import io.partita.provider.sandbox.topology.StoredTransaction;
import io.partita.provider.sandbox.topology.TopologyDecision;
import io.partita.provider.sandbox.topology.TopologyErrors;
import io.partita.provider.sandbox.topology.TopologyRules;
import io.partita.provider.sandbox.topology.TopologyRules.ExpectedAuthorization;
import io.partita.provider.sandbox.topology.TopologyState;
import io.partita.provider.sandbox.wire.CantonError;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * How a node authorizes changes of topology (procedure.md 1.4): it picks serials and keys, signs, judges against the
 * latest topology, and hands over to the outbox. To be used under the lock, on a connected node.
 */
public final class TopologyAuthorizer {

    private final TopologyState topology;
    private final KeyRing keys;
    private final DangerChecks dangers;
    private final Outbox outbox;
    private final Supplier<String> nextEffective;
    private final String psid;
    private final UnaryOperator<CantonError> dialect;

    TopologyAuthorizer(
            TopologyState topology,
            KeyRing keys,
            DangerChecks dangers,
            Outbox outbox,
            Supplier<String> nextEffective,
            String psid,
            UnaryOperator<CantonError> dialect) {
        this.topology = topology;
        this.keys = keys;
        this.dangers = dangers;
        this.outbox = outbox;
        this.nextEffective = nextEffective;
        this.psid = psid;
        this.dialect = dialect;
    }

    /**
     * What was signed and handed to the outbox.
     *
     * @param transaction as the answer shows it
     * @param effective when it takes effect, completed once it was sequenced
     */
    public record Submitted(SignedTransaction transaction, CompletableFuture<Long> effective) {}

    /**
     * How a transaction is to be signed and accepted.
     *
     * @param signedBy fingerprints; empty = the node picks
     * @param expected whether it must take effect
     * @param force numbers of the dangers that are waived
     */
    public record SigningOptions(List<String> signedBy, ExpectedAuthorization expected, Set<Integer> force) {
        public SigningOptions {
            signedBy = List.copyOf(signedBy);
            force = Set.copyOf(force);
        }

        /** The node picks its keys, the transaction must take effect, no danger is waived. */
        public static SigningOptions full(Set<Integer> force) {
            return new SigningOptions(List.of(), ExpectedAuthorization.FULL, force);
        }
    }

    /** Number of accepted transactions that were not sequenced yet. */
    public int waiting() {
        return outbox.size();
    }

    /** Builds the transaction that a proposal means; serial 0 = the next one. */
    public SignedTransaction build(TopologyChangeOp operation, int serial, TopologyMapping mapping) {
        Optional<SignedTransaction> newest = latest().authorized(MappingKey.of(mapping));
        int next = serialFor(newest, operation, serial, mapping);
        return SignedTransaction.unsigned(
                TopologyTransaction.newBuilder()
                        .setOperation(operation)
                        .setSerial(next)
                        .setMapping(mapping)
                        .build(),
                true);
    }

    private static int serialFor(
            Optional<SignedTransaction> newest, TopologyChangeOp operation, int serial, TopologyMapping mapping) {
        if (newest.isEmpty()) {
            return requireSerial(1, serial);
        }
        SignedTransaction known = newest.get();
        boolean same = known.transaction().getOperation() == operation
                && known.mapping().equals(mapping);
        if (!same) {
            return requireSerial(known.serial() + 1, serial);
        }
        if (serial == 0 || serial == known.serial()) {
            return known.serial();
        }
        throw TopologyErrors.alreadyExists(mapping, known.signers()).exception();
    }

    private static int requireSerial(int expected, int requested) {
        if (requested == 0 || requested == expected) {
            return expected;
        }
        throw TopologyErrors.serialMismatch(expected, requested).exception();
    }

    /** Accepts a proposal: builds, signs and submits it. The answer shows the signatures of this node only. */
    public Submitted propose(TopologyChangeOp operation, int serial, TopologyMapping mapping, SigningOptions options) {
        return explained(() -> {
            SignedTransaction unsigned = build(operation, serial, mapping);
            SignedTransaction signed = sign(unsigned, options.signedBy());
            Optional<SignedTransaction> newest = latest().authorized(unsigned.key())
                    .filter(known -> known.hash().equals(unsigned.hash()));
            if (newest.isPresent() && newest.get().signers().containsAll(signed.signers())) {
                throw TopologyErrors.alreadyExists(mapping, newest.get().signers())
                        .exception();
            }
            CompletableFuture<Long> effective = submit(List.of(signed), options);
            return new Submitted(signed.asProposal(options.expected() == ExpectedAuthorization.ANY), effective);
        });
    }

    /** Signs what is known by its hash, and submits that. The answer shows all signatures known so far. */
    public Submitted cosign(ByteString hash, SigningOptions options) {
        return explained(() -> {
            SignedTransaction known = findForSigning(hash);
            SignedTransaction signed = sign(known, options.signedBy());
            boolean inForce = !known.proposal();
            if (inForce && known.signers().containsAll(signed.signers())) {
                return new Submitted(signed, CompletableFuture.completedFuture(0L));
            }
            CompletableFuture<Long> effective = submit(List.of(signed.asProposal(true)), options);
            return new Submitted(signed.asProposal(!inForce), effective);
        });
    }

    private SignedTransaction findForSigning(ByteString hash) {
        List<StoredTransaction> stored = topology.store().withHash(hash);
        Optional<StoredTransaction> current =
                stored.stream().filter(candidate -> !candidate.ended()).reduce((first, second) -> second);
        if (current.isPresent()) {
            return current.get().signed();
        }
        if (stored.isEmpty()) {
            throw TopologyErrors.unknownHash(hash, nextEffective.get()).exception();
        }
        SignedTransaction lost = stored.get(stored.size() - 1).signed();
        int expected =
                latest().authorized(lost.key()).map(SignedTransaction::serial).orElse(0) + 1;
        throw TopologyErrors.serialMismatch(expected, lost.serial()).exception();
    }

    /** Accepts transactions that were signed elsewhere; those that bring no new signature are skipped unseen. */
    public CompletableFuture<Long> add(List<SignedTransaction> transactions, Set<Integer> force) {
        return explained(() -> {
            List<SignedTransaction> fresh = new ArrayList<>();
            for (SignedTransaction transaction : transactions) {
                if (!signersKnown(transaction)) {
                    fresh.add(transaction);
                }
            }
            return submit(fresh, new SigningOptions(List.of(), ExpectedAuthorization.ANY, force));
        });
    }

    /**
     * Transactions that this node signed, too.
     *
     * @param effective when the last of them takes effect
     * @param complete whether no signature is missing any more
     */
    record Cosigned(CompletableFuture<Long> effective, boolean complete) {}

    /** Signs transactions that came from elsewhere, and submits those that bring a new signature. */
    Cosigned cosign(List<SignedTransaction> transactions) {
        return explained(() -> {
            List<SignedTransaction> signed = transactions.stream()
                    .map(transaction -> sign(transaction.asProposal(true), List.of()))
                    .toList();
            RequestTopology withinRequest = new RequestTopology(latest());
            boolean complete = true;
            for (SignedTransaction transaction : signed) {
                TopologyDecision decision =
                        topology.rules().judge(withinRequest, transaction, ExpectedAuthorization.ANY);
                complete &= decision.match(authorized -> true, pending -> false, superfluous -> true, refused -> false);
                withinRequest.add(decision);
            }
            return new Cosigned(add(signed, Set.of()), complete);
        });
    }

    private boolean signersKnown(SignedTransaction transaction) {
        return topology.store().withHash(transaction.hash()).stream()
                .filter(stored -> !stored.ended())
                .anyMatch(stored -> stored.signed().signers().containsAll(transaction.signers()));
    }

    /** Adds the signatures of this node without submitting anything. */
    public SignedTransaction signOnly(SignedTransaction transaction, List<String> signedBy) {
        return explained(() -> sign(transaction, signedBy));
    }

    private SignedTransaction sign(SignedTransaction transaction, List<String> signedBy) {
        TopologyRules.Needed needed = topology.rules().needed(latest(), transaction);
        Set<String> chosen = new LinkedHashSet<>();
        if (signedBy.isEmpty()) {
            chosen.addAll(needed.best(fingerprint -> keys.find(fingerprint).isPresent()));
        } else {
            List<String> unusable = signedBy.stream()
                    .filter(key -> keys.find(key).isEmpty() || !needed.counts(key))
                    .toList();
            if (!unusable.isEmpty()) {
                throw TopologyErrors.noKey(needed.namespaces(), unusable).exception();
            }
            chosen.addAll(signedBy);
        }
        if (chosen.isEmpty()) {
            throw TopologyErrors.noKey(needed.namespaces(), List.of()).exception();
        }
        SignedTransaction signed = transaction;
        for (String fingerprint : chosen) {
            SigningKey key = keys.find(fingerprint).orElseThrow();
            signed = signed.signed(key.sign(transaction.hash()));
        }
        return signed;
    }

    private CompletableFuture<Long> submit(List<SignedTransaction> transactions, SigningOptions options) {
        RequestTopology withinRequest = new RequestTopology(latest());
        List<SignedTransaction> accepted = new ArrayList<>();
        for (SignedTransaction transaction : transactions) {
            ExpectedAuthorization expected = transaction.proposal() ? options.expected() : ExpectedAuthorization.FULL;
            TopologyDecision decision = topology.rules().judge(withinRequest, transaction, expected);
            decision.match(
                    authorized -> accepted.add(authorized.transaction()),
                    pending -> accepted.add(pending.transaction()),
                    superfluous -> false,
                    refused -> {
                        throw refused.error().exception();
                    });
            dangers.objection(transaction, withinRequest.inForce(transaction.key()), options.force())
                    .ifPresent(danger -> {
                        throw danger.exception();
                    });
            withinRequest.add(decision);
        }
        if (accepted.isEmpty()) {
            return CompletableFuture.completedFuture(0L);
        }
        return outbox.accept(accepted.stream().map(SignedTransaction::write).toList());
    }

    private LatestTopology latest() {
        return topology.store();
    }

    /** Errors of topology name the synchronizer. */
    private <T> T explained(Supplier<T> body) {
        try {
            return body.get();
        } catch (io.partita.provider.sandbox.wire.CantonException refusal) {
            Optional<CantonError> error = refusal.error().map(dialect).map(plain -> plain.with("psid", psid));
            throw error.map(CantonError::exception).orElse(refusal);
        }
    }
}
