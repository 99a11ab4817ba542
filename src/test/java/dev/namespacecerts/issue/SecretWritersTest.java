package dev.namespacecerts.issue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SecretWritersTest {
    /** With it ends what a library keeps for each thread. */
    @Test
    void aThreadWithoutWorkEnds() throws Exception {
        Thread thread = new SecretWriters().submit(Thread::currentThread).get();
        thread.join(10_000);
        assertThat(thread.isAlive()).isFalse();
    }
}
