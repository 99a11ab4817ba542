package dev.namespacecerts.handshake;

import dev.namespacecerts.testing.GoProgram;
import dev.namespacecerts.testing.Tool;
import java.util.List;

/**
 * What {@code tcld generate-certificates} makes, by {@code src/test/go/tcldleaf}.
 *
 * @param root PEM of the CA
 */
record TcldPair(String root, Identity leaf) {
    static TcldPair make() {
        List<String> blocks = List.of(
                Tool.run(new ProcessBuilder(GoProgram.of("tcldleaf").file().toString()))
                        .split("(?<=-----\n)(?=-----)"));
        return new TcldPair(blocks.get(0), new Identity(blocks.get(1), blocks.get(2)));
    }
}
