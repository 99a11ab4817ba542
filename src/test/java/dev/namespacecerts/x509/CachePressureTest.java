package dev.namespacecerts.x509;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A full cache never makes memory run out: a JVM of 24 MB fills it, and then needs the memory for something else. */
class CachePressureTest {
    private static final int MEBIBYTE = 1 << 20;

    @Test
    void theCacheIsDroppedBeforeMemoryRunsOut() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xmx24m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CachePressureTest.class.getName())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output).contains("kept 8000000 bytes", "dropped");
    }

    /** Fills a cache, and allocates memory until the cache is dropped. */
    public static void main(String[] args) {
        BoundedCache<Boolean> cache = KnownSignatures.cache(BoundedCache.MOST_BYTES);
        IntStream.range(0, 80_000)
                .mapToObj(i -> BoundedCache.Key.of(
                        ByteBuffer.allocate(Integer.BYTES).putInt(i).array()))
                .forEach(key -> cache.add(key, true));
        System.out.println("kept " + cache.bytes() + " bytes");
        List<byte[]> memory = new ArrayList<>();
        while (cache.bytes() > 0) {
            memory.add(new byte[MEBIBYTE]);
        }
        System.out.println("dropped after " + memory.size() + " MiB");
    }
}
