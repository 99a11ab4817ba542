package dev.namespacecerts.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Key algorithms of demo certificates. */
public enum DemoKeyAlgorithm {
    @JsonProperty("ECDSA-P384")
    ECDSA_P384,
    @JsonProperty("RSA-4096")
    RSA_4096
}
