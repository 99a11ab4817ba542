package dev.namespacecerts.cli;

import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Leader election, where a Lease is named: of several replicas only the one that holds it works. */
class LeaderElection {
    /** @return null where no Lease is named: there is only one replica then */
    @Produces
    @Dependent
    LeaderElectionConfiguration configuration(
            @ConfigProperty(name = "namespacecerts.lease") Optional<String> lease,
            @ConfigProperty(name = "hostname") Optional<String> hostname) {
        return lease.map(name -> configuration(name, hostname.orElse(""))).orElse(null);
    }

    private static LeaderElectionConfiguration configuration(String lease, String identity) {
        String[] parts = lease.split("/", -1);
        if (parts.length != 2 || parts[0].isBlank() || parts[1].isBlank()) {
            throw new StartFailure("NAMESPACECERTS_LEASE is \"" + lease + "\": it must be <namespace>/<name>.");
        }
        return LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration(parts[1])
                .withLeaseNamespace(parts[0])
                .withIdentity(identity)
                .build();
    }
}
