package io.partita.core.model;

import io.partita.core.diagnostic.SourceRange;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * A party of a declaration.
 *
 * @param name how the declaration calls it: the identifier part of its id, except for a party that is declared by its id
 * @param identity which party it is
 * @param hosts in the order written; at least one
 * @param threshold when not written: 1 for a party that is created, the live one for a party that exists (what is not
 *     declared is not touched)
 * @param dars DAR files to vet on new hosts, relative to the declaration's folder
 * @param path how hosts may be added
 * @param keep live hosts that are not declared and are left alone: names of declared participants or full participant
 *     ids
 * @param range the whole block
 */
public record DeclaredParty(
        Declared<String> name,
        Identity identity,
        List<DeclaredHost> hosts,
        Optional<Declared<Integer>> threshold,
        List<Declared<String>> dars,
        HostingPath path,
        List<Declared<String>> keep,
        SourceRange range) {

    /** One declared host. */
    public record DeclaredHost(Declared<ParticipantName> participant, Declared<Permission> permission) {
        public DeclaredHost {
            Objects.requireNonNull(participant, "participant");
            Objects.requireNonNull(permission, "permission");
        }
    }

    /** Which party is meant. */
    public sealed interface Identity {

        <R> R match(
                Function<Local, R> local,
                Function<Known, R> known,
                Function<External, R> external,
                Function<Decentralized, R> decentralized);

        /**
         * In the namespace of a declared participant, or of another key that it holds. The participant signs for it.
         * Created when it does not exist.
         *
         * @param namespace the fingerprint of the key; empty for the participant's own namespace
         */
        record Local(Declared<ParticipantName> owner, Optional<Declared<Fingerprint>> namespace) implements Identity {
            public Local {
                Objects.requireNonNull(owner, "owner");
                Objects.requireNonNull(namespace, "namespace");
            }

            /** In the participant's own namespace. */
            public Local(Declared<ParticipantName> owner) {
                this(owner, Optional.empty());
            }

            @Override
            public <R> R match(
                    Function<Local, R> local,
                    Function<Known, R> known,
                    Function<External, R> external,
                    Function<Decentralized, R> decentralized) {
                return local.apply(this);
            }
        }

        /** An existing party by its full id. */
        record Known(Declared<PartyId> id) implements Identity {
            public Known {
                Objects.requireNonNull(id, "id");
            }

            @Override
            public <R> R match(
                    Function<Local, R> local,
                    Function<Known, R> known,
                    Function<External, R> external,
                    Function<Decentralized, R> decentralized) {
                return known.apply(this);
            }
        }

        /**
         * In the namespace of a declared key that no participant holds, which signs for it and for its transactions.
         * Created when it does not exist.
         */
        record External(Declared<KeyName> key, SigningKey signingKey) implements Identity {
            public External {
                Objects.requireNonNull(key, "key");
                Objects.requireNonNull(signingKey, "signingKey");
            }

            @Override
            public <R> R match(
                    Function<Local, R> local,
                    Function<Known, R> known,
                    Function<External, R> external,
                    Function<Decentralized, R> decentralized) {
                return external.apply(this);
            }
        }

        /**
         * In a namespace that several owners found together; the namespace follows from who they are. The namespace and
         * the party are created when they do not exist.
         *
         * @param owners at least one, each once, in the order written
         * @param threshold how many of them have to sign, from 1 to their number; when not written, all of them for a
         *     namespace that is created, and the live one for one that exists
         */
        record Decentralized(List<Owner> owners, Optional<Declared<Integer>> threshold) implements Identity {
            public Decentralized {
                owners = List.copyOf(owners);
                Objects.requireNonNull(threshold, "threshold");
            }

            @Override
            public <R> R match(
                    Function<Local, R> local,
                    Function<Known, R> known,
                    Function<External, R> external,
                    Function<Decentralized, R> decentralized) {
                return decentralized.apply(this);
            }
        }

        /** An owner of a decentralized namespace. */
        sealed interface Owner {

            <R> R match(Function<OfParticipant, R> participant, Function<OfKey, R> key);

            /** The namespace of a declared participant. */
            record OfParticipant(Declared<ParticipantName> participant) implements Owner {
                public OfParticipant {
                    Objects.requireNonNull(participant, "participant");
                }

                @Override
                public <R> R match(Function<OfParticipant, R> participant, Function<OfKey, R> key) {
                    return participant.apply(this);
                }
            }

            /** The namespace of a declared key. */
            record OfKey(Declared<KeyName> key, SigningKey signingKey) implements Owner {
                public OfKey {
                    Objects.requireNonNull(key, "key");
                    Objects.requireNonNull(signingKey, "signingKey");
                }

                @Override
                public <R> R match(Function<OfParticipant, R> participant, Function<OfKey, R> key) {
                    return key.apply(this);
                }
            }
        }
    }

    public DeclaredParty {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(identity, "identity");
        Objects.requireNonNull(threshold, "threshold");
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(range, "range");
        hosts = List.copyOf(hosts);
        dars = List.copyOf(dars);
        keep = List.copyOf(keep);
    }
}
