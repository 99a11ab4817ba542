package dev.namespacecerts.handshake;

import static dev.namespacecerts.handshake.Authorities.ROOT;
import static dev.namespacecerts.handshake.Authorities.TCLD;
import static dev.namespacecerts.handshake.Authorities.identity;
import static dev.namespacecerts.handshake.Authorities.leaf;
import static dev.namespacecerts.handshake.LeafCase.accepted;
import static dev.namespacecerts.handshake.LeafCase.issued;
import static dev.namespacecerts.handshake.LeafCase.rejected;

import java.util.List;

/** Leaves that the usual tools make. */
final class ToolCases {
    static final String DEMO = "by-the-operator";

    private ToolCases() {}

    static List<LeafCase> rows() {
        return List.of(
                issued(DEMO),
                accepted("ordinary", identity(leaf("ordinary"))),
                accepted("by-openssl", OpensslLeaves.good("by-openssl", ROOT)),
                accepted("by-keytool", KeytoolLeaf.make("by-keytool", ROOT)),
                rejected("by-openssl-in-version-1", OpensslLeaves.version1("version-1", ROOT), "EE-1", "EE-2", "EE-3")
                        .acceptedByBoth("no server asks for a leaf's version"),
                rejected("by-tcld", TCLD.leaf(), "EE-3")
                        .acceptedByBoth("a leaf without key usage may do everything (RFC 5280 section 4.2.1.3)"));
    }
}
