package io.partita.core.model;

import io.partita.core.diagnostic.SourceRange;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * A party of a declaration.
 *
 * @param name how the declaration calls it: the identifier part of a local party's id
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

        <R> R match(Function<Local, R> local, Function<Known, R> known);

        /** In the namespace of a declared participant, which also signs for it. Created when it does not exist. */
        record Local(Declared<ParticipantName> owner) implements Identity {
            public Local {
                Objects.requireNonNull(owner, "owner");
            }

            @Override
            public <R> R match(Function<Local, R> local, Function<Known, R> known) {
                return local.apply(this);
            }
        }

        /** An existing party by its full id. */
        record Known(Declared<PartyId> id) implements Identity {
            public Known {
                Objects.requireNonNull(id, "id");
            }

            @Override
            public <R> R match(Function<Local, R> local, Function<Known, R> known) {
                return known.apply(this);
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
