package dev.namespacecerts.cloudservice;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import io.temporal.api.cloud.namespace.v1.CertificateFilterSpec;
import io.temporal.api.cloud.namespace.v1.HighAvailabilitySpec;
import io.temporal.api.cloud.namespace.v1.MtlsAuthSpec;
import io.temporal.api.cloud.namespace.v1.NamespaceSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a spec has beside CAs and filters, and the fields that are newer than the client. */
final class ForeignContent {
    private ForeignContent() {}

    /** Everything but CAs and filters, byte for byte. */
    static ByteString of(NamespaceSpec spec) {
        return bytes(withoutOurs(spec));
    }

    static NamespaceSpec withoutOurs(NamespaceSpec spec) {
        NamespaceSpec.Builder builder = spec.toBuilder();
        if (spec.hasMtlsAuth()) {
            builder.getMtlsAuthBuilder().clearAcceptedClientCa().clearCertificateFilters();
        }
        return builder.build();
    }

    static ByteString bytes(Message message) {
        ByteString.Output out = ByteString.newOutput();
        try {
            CodedOutputStream coded = CodedOutputStream.newInstance(out);
            coded.useDeterministicSerialization();
            message.writeTo(coded);
            coded.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteString();
    }

    /** Filters that say what one of before said, but in another message. */
    static List<CertificateFilterSpec> rewritten(NamespaceSpec before, NamespaceSpec after) {
        List<CertificateFilterSpec> left = new ArrayList<>(before.getMtlsAuth().getCertificateFiltersList());
        List<CertificateFilterSpec> rest = new ArrayList<>();
        for (CertificateFilterSpec filter : after.getMtlsAuth().getCertificateFiltersList()) {
            if (!left.remove(filter)) {
                rest.add(filter);
            }
        }
        rest.removeIf(filter -> same(left, filter).isEmpty());
        return rest;
    }

    /** A spec as a client sees it that does not know the newer fields. */
    static NamespaceSpec withoutNewerFields(NamespaceSpec spec) {
        NamespaceSpec.Builder builder = spec.toBuilder().setUnknownFields(UnknownFieldSet.getDefaultInstance());
        if (spec.hasMtlsAuth()) {
            MtlsAuthSpec.Builder mtls =
                    builder.getMtlsAuthBuilder().setUnknownFields(UnknownFieldSet.getDefaultInstance());
            mtls.getCertificateFiltersBuilderList()
                    .forEach(filter -> filter.setUnknownFields(UnknownFieldSet.getDefaultInstance()));
        }
        if (spec.hasHighAvailability()) {
            builder.getHighAvailabilityBuilder().setUnknownFields(UnknownFieldSet.getDefaultInstance());
        }
        return builder.build();
    }

    /** A spec that was sent, with the newer fields of before where it has none. */
    static NamespaceSpec withNewerFields(NamespaceSpec sent, NamespaceSpec before) {
        NamespaceSpec.Builder builder = sent.toBuilder();
        builder.setUnknownFields(either(sent, before));
        if (sent.hasMtlsAuth()) {
            MtlsAuthSpec.Builder mtls = builder.getMtlsAuthBuilder();
            mtls.setUnknownFields(either(sent.getMtlsAuth(), before.getMtlsAuth()));
            List<CertificateFilterSpec> left =
                    new ArrayList<>(before.getMtlsAuth().getCertificateFiltersList());
            mtls.getCertificateFiltersBuilderList()
                    .forEach(filter -> same(left, filter.build()).ifPresent(stored -> {
                        filter.setUnknownFields(either(filter.build(), stored));
                        left.remove(stored);
                    }));
        }
        if (sent.hasHighAvailability()) {
            HighAvailabilitySpec high = sent.getHighAvailability();
            builder.getHighAvailabilityBuilder().setUnknownFields(either(high, before.getHighAvailability()));
        }
        return builder.build();
    }

    private static UnknownFieldSet either(Message sent, Message before) {
        return sent.getUnknownFields().asMap().isEmpty() ? before.getUnknownFields() : sent.getUnknownFields();
    }

    private static Optional<CertificateFilterSpec> same(
            List<CertificateFilterSpec> filters, CertificateFilterSpec filter) {
        return filters.stream()
                .filter(other -> known(other).equals(known(filter)))
                .findFirst();
    }

    private static CertificateFilterSpec known(CertificateFilterSpec filter) {
        return filter.toBuilder()
                .setUnknownFields(UnknownFieldSet.getDefaultInstance())
                .build();
    }
}
