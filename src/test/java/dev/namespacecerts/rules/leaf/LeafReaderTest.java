package dev.namespacecerts.rules.leaf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.testing.CertificateBuilder;
import dev.namespacecerts.testing.HeldCertificate;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LeafReaderTest {
    @Test
    void secretsWithTheSameIntermediateShareItInMemory() {
        HeldCertificate issuing = CertificateBuilder.root("CN=Acme Issuing").build();
        List<byte[]> kept = IntStream.range(0, 2)
                .mapToObj(i -> CertificateBuilder.leaf("CN=worker-" + i)
                        .issuedBy(issuing)
                        .build())
                .map(leaf -> (leaf.pem() + issuing.pem()).getBytes(StandardCharsets.US_ASCII))
                .map(chain -> new LeafReader().read("worker", chain).get(1).der())
                .toList();
        assertThat(kept.get(0)).isEqualTo(issuing.der());
        assertThat(kept.get(1)).isSameAs(kept.get(0));
    }
}
