package io.partita.core.provider;

/** One branch for every finding: a new one breaks the compilation of everything that shows findings. */
public interface FindingMatch<R> {

    R passed(Finding.Passed finding);

    R warned(Finding.Warned finding);

    R failed(Finding.Failed finding);

    R skipped(Finding.Skipped finding);
}
