package io.partita.core.planfile;

import io.partita.core.plan.Fact;
import io.partita.core.plan.FactMatch;

/** Writes what is particular to a kind of fact. */
final class FactWriting implements FactMatch<CanonicalJson> {

    private final CanonicalJson json;
    private final ValueWriting values;

    FactWriting(CanonicalJson json) {
        this.json = json;
        this.values = new ValueWriting(json);
    }

    void write(Fact fact) {
        fact.match(this);
    }

    private CanonicalJson start(String kind, Fact fact) {
        return json.text("id", fact.id()).text("kind", kind).text("participant", fact.participant());
    }

    @Override
    public CanonicalJson identity(Fact.IdentityFact fact) {
        return start("identity", fact)
                .text("expected", fact.expected())
                .text("release", fact.release())
                .text("synchronizer", fact.synchronizer());
    }

    @Override
    public CanonicalJson hosting(Fact.HostingFact fact) {
        start("hosting", fact).text("party", fact.party());
        fact.mapping().ifPresent(mapping -> values.mapping("mapping", mapping));
        return json.number("lastSerial", fact.lastSerial());
    }

    @Override
    public CanonicalJson noProposal(Fact.NoProposalFact fact) {
        return start("no-proposal", fact).text("party", fact.party());
    }

    @Override
    public CanonicalJson unused(Fact.UnusedFact fact) {
        return start("unused", fact)
                .text("party", fact.party())
                .number("upToOffset", fact.upToOffset())
                .number("prunedUpTo", fact.prunedUpTo());
    }

    @Override
    public CanonicalJson packages(Fact.PackagesFact fact) {
        return start("packages", fact).text("party", fact.party()).texts("needed", fact.needed());
    }

    @Override
    public CanonicalJson vetted(Fact.VettedFact fact) {
        return start("vetted", fact).texts("vetted", fact.vetted());
    }

    @Override
    public CanonicalJson pruning(Fact.PruningFact fact) {
        start("pruning", fact);
        fact.schedule().ifPresent(values::schedule);
        return json;
    }

    @Override
    public CanonicalJson connections(Fact.ConnectionsFact fact) {
        start("connections", fact);
        values.connections(fact.connections());
        return json;
    }
}
