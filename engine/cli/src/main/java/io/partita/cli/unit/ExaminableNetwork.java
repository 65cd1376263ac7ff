package io.partita.cli.unit;

import io.partita.core.provider.Examiner;
import io.partita.core.provider.Network;

/** A network of which the ways to its participants can be looked at, too. */
public interface ExaminableNetwork extends Network, Examiner {}
