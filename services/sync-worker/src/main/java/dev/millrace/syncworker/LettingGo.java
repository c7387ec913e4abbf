package dev.millrace.syncworker;

import dev.millrace.syncworker.warehouse.StreamLoad;

/** How a stream lets go of its place and its connection while the source has nothing for it, and takes them up again. */
interface LettingGo {

    /** Keeps them to its end. */
    LettingGo NEVER = new LettingGo() {
        @Override
        public boolean isPossible() {
            return false;
        }

        @Override
        public boolean isWanted() {
            return false;
        }

        @Override
        public void letGo() {
            throw new IllegalStateException("nobody wants it");
        }

        @Override
        public StreamLoad takeUp() {
            throw new IllegalStateException("it was not let go");
        }
    };

    /** Whether the source is one that mostly waits. */
    boolean isPossible();

    /** Whether others could use them. */
    boolean isWanted();

    /** Everything is committed: lets go. */
    void letGo();

    /** Waits until it has them again; gives the load that goes on where the last one was let go. */
    StreamLoad takeUp();
}
