// A scenario mostly waits, and has a folder, a network and processes of its own.
runner {
    parallel {
        enabled true
        fixed(4)
    }
}
